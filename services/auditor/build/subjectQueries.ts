import type { Kind } from "../format/state.ts";

interface SubjectQueries {
  /** The contract that keeps the subject $1, the one by which its version is known, and the parties whose admission a bundle proves. */
  readonly subject: string;
  /** Events of its history as rows (e) with seq, intent, actor, block and log_index. */
  readonly events: string;
}

export const SUBJECT_QUERIES: Readonly<Record<Kind, SubjectQueries>> = {
  claim: {
    subject:
      "SELECT k.contract, k.contract AS listed, jsonb_build_array(k.seller, k.debtor) AS parties FROM mirror.claims k WHERE k.id = $1",
    events: "SELECT seq, intent, actor, block, log_index FROM mirror.claim_events WHERE claim_id = $1",
  },
  asset: {
    subject: `SELECT k.contract, k.contract AS listed, k.registrants || (SELECT jsonb_agg(o -> 'account') FROM jsonb_array_elements(k.owners) o) AS parties
      FROM (SELECT a.contract, a.owners, (SELECT jsonb_build_array(e.args ->> 'by') FROM mirror.asset_events e
              WHERE e.asset_id = a.id AND e.name = 'AssetRegistered' ORDER BY e.seq DESC LIMIT 1) AS registrants
              FROM mirror.assets a WHERE a.id = $1) k`,
    events: "SELECT seq, intent, actor, block, log_index FROM mirror.asset_events WHERE asset_id = $1",
  },
  facility: {
    subject: `SELECT f.contract, f.contract AS listed, jsonb_build_array(f.borrower, f.agent)
        || (SELECT jsonb_agg(l.lender) FROM mirror.facility_lenders l WHERE l.facility_id = f.id) AS parties
      FROM mirror.facilities f WHERE f.id = $1`,
    events: "SELECT seq, intent, actor, block, log_index FROM mirror.facility_events WHERE facility_id = $1",
  },
  party: {
    subject:
      "SELECT p.account AS contract, p.registry AS listed, jsonb_build_array(p.account) AS parties FROM mirror.parties p WHERE p.account = $1",
    events: `SELECT seq, intent, CASE WHEN intent IS NULL THEN NULL WHEN name = 'SignersChanged' THEN account
        ELSE args -> 'author' ->> 'actor' END AS actor, block, log_index FROM mirror.account_events WHERE account = $1`,
  },
};

/** What was attested about the subject $1, likewise. */
export const STATEMENTS = "SELECT seq, intent, actor, block, log_index FROM mirror.subject_events WHERE subject = $1";
