import type { Queries } from "../../../store/database.ts";
import { Problem } from "../../problems/problem.ts";

/** Of parties whose admission the ledger refused in the end: they stand in nobody's way. */
const ABANDONED = `NOT EXISTS (SELECT 1 FROM mirror.parties m WHERE m.account = p.account)
  AND EXISTS (SELECT 1 FROM core.operations o WHERE o.subject = p.id AND o.command = 'party.admit')
  AND NOT EXISTS (SELECT 1 FROM core.operations o WHERE o.subject = p.id AND o.command = 'party.admit'
                     AND o.status NOT IN ('failed', 'expired', 'cancelled'))`;

const SAME = "(p.id = $1 OR p.id IN (SELECT party_id FROM core.party_identifiers WHERE value = ANY($2)))";

/** @throws Problem party-exists */
export async function refuseKnown(q: Queries, id: string, identifiers: readonly string[]): Promise<void> {
  const [known] = await q.query<{ id: string }>(
    `SELECT p.id FROM core.parties p WHERE ${SAME} AND NOT (${ABANDONED}) LIMIT 1`,
    [id, identifiers],
  );
  if (!known) return;
  throw new Problem("party-exists", {
    detail: "an admitted party has one of these identifiers, or this id",
    extra: { party: known.id },
  });
}

/** Removes what an admission left that the ledger refused, so that it can be made again. */
export async function forgetAbandoned(q: Queries, id: string, identifiers: readonly string[]): Promise<void> {
  const left = await q.query<{ id: string }>(`SELECT p.id FROM core.parties p WHERE ${SAME} AND ${ABANDONED}`, [
    id,
    identifiers,
  ]);
  const ids = left.map((party) => party.id);
  if (ids.length === 0) return;
  const users = "SELECT id FROM core.users WHERE party_id = ANY($1)";
  await q.query(`DELETE FROM core.api_keys WHERE user_id IN (${users})`, [ids]);
  await q.query("DELETE FROM core.users WHERE party_id = ANY($1)", [ids]);
  await q.query("DELETE FROM core.party_identifiers WHERE party_id = ANY($1)", [ids]);
  await q.query("DELETE FROM core.parties WHERE id = ANY($1)", [ids]);
}
