import type { Address, ClaimId, Hash, Hex } from "../../domain/brand.ts";
import type { Database, Queries } from "../../store/database.ts";
import { ExportRefused } from "./refused.ts";

export interface EventRow {
  readonly seq: bigint;
  readonly intent: Hash | null;
  /** Null where the logs do not tell whose intent it was. */
  readonly actor: Address | null;
  readonly topics: readonly Hash[];
  readonly data: Hex;
}

export interface IntentRow {
  readonly account: Address;
  readonly id: Hash;
  readonly hash: Hash;
  readonly signatures: readonly { readonly signer: Address; readonly signature: Hex }[] | null;
  readonly recipient: Address | null;
  readonly input: Hex | null;
}

export interface AccountEventRow {
  readonly account: Address;
  readonly topics: readonly Hash[];
  readonly data: Hex;
}

/** What the mirror has of a claim, all as of one block. */
export interface ClaimRows {
  readonly block: bigint;
  readonly blockHash: Hash;
  readonly contract: Address;
  readonly seller: Address;
  readonly debtor: Address;
  readonly events: readonly EventRow[];
  readonly intents: readonly IntentRow[];
  readonly accountEvents: readonly AccountEventRow[];
}

/** @throws ExportRefused when there is no such claim */
export async function readClaimRows(db: Database, id: ClaimId): Promise<ClaimRows> {
  return db.tx(async (q) => readAll(q, id), { isolation: "repeatable read" });
}

async function readAll(q: Queries, id: ClaimId): Promise<ClaimRows> {
  const [claim] = await q.query<Pick<ClaimRows, "block" | "blockHash" | "contract" | "seller" | "debtor">>(
    `SELECT c.block, c.hash AS "blockHash", k.contract, k.seller, k.debtor
       FROM mirror.claims k CROSS JOIN mirror.cursor c WHERE k.id = $1`,
    [id],
  );
  if (!claim) throw new ExportRefused("unknown", `there is no claim ${id}`);
  const events = await q.query<EventRow>(
    `SELECT e.seq, e.intent, e.actor, l.topics, l.data
       FROM mirror.claim_events e JOIN mirror.logs l ON l.block = e.block AND l.index = e.log_index
      WHERE e.claim_id = $1 ORDER BY e.seq`,
    [id],
  );
  const intents = await q.query<IntentRow>(
    `SELECT DISTINCT i.account, i.id, i.hash, i.signatures, t.recipient, t.input
       FROM mirror.claim_events e
       JOIN mirror.intents i ON i.account = e.actor AND i.id = e.intent
       LEFT JOIN mirror.transactions t ON t.hash = i.transaction_hash
      WHERE e.claim_id = $1 ORDER BY i.account, i.id`,
    [id],
  );
  const accountEvents = await q.query<AccountEventRow>(
    `SELECT a.account, l.topics, l.data
       FROM mirror.account_events a JOIN mirror.logs l ON l.block = a.block AND l.index = a.log_index
      WHERE a.account = ANY($1) ORDER BY a.account, a.seq`,
    [[...new Set(intents.map(({ account }) => account))]],
  );
  return { ...claim, events, intents, accountEvents };
}
