import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Database, Queries } from "../../store/database.ts";
import type { Kind } from "../format/state.ts";
import { topicOf } from "../format/topic.ts";
import { ExportRefused } from "./refused.ts";
import { STATEMENTS, SUBJECT_QUERIES } from "./subjectQueries.ts";

export interface EventRow {
  readonly seq: bigint;
  readonly intent: Hash | null;
  /** Null where the logs do not tell whose intent it was. */
  readonly actor: Address | null;
  readonly block: bigint;
  readonly log_index: number;
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

/** What a bundle is about. */
export interface SubjectId {
  readonly kind: Kind;
  /** A claim or an asset by its id, a party by its account. */
  readonly id: Hex;
}

/** What the mirror has of a subject, all as of one block. */
export interface SubjectRows {
  readonly block: bigint;
  readonly blockHash: Hash;
  readonly contract: Address;
  /** The contract of the ledger by which its version is known. */
  readonly listed: Address;
  /** Whose admission is proven, beside that of those who signed. */
  readonly parties: readonly Address[];
  readonly events: readonly EventRow[];
  readonly statements: readonly EventRow[];
  readonly intents: readonly IntentRow[];
  readonly accountEvents: readonly AccountEventRow[];
}

/** @throws ExportRefused when there is no such subject */
export async function readRows(db: Database, subject: SubjectId): Promise<SubjectRows> {
  return db.tx(async (q) => readAll(q, subject), { isolation: "repeatable read" });
}

async function readAll(q: Queries, { kind, id }: SubjectId): Promise<SubjectRows> {
  const queries = SUBJECT_QUERIES[kind];
  const [found] = await q.query<Pick<SubjectRows, "contract" | "listed" | "parties">>(queries.subject, [id]);
  const [cursor] = await q.query<{ block: bigint; hash: Hash }>("SELECT block, hash FROM mirror.cursor");
  if (!found || !cursor) throw new ExportRefused("unknown", `there is no ${kind} ${id}`);
  const events = await logged(q, queries.events, id);
  const statements = await logged(q, STATEMENTS, topicOf(id));
  const intents = await intentsOf(q, [...events, ...statements]);
  const accountEvents = await q.query<AccountEventRow>(
    `SELECT a.account, l.topics, l.data
       FROM mirror.account_events a JOIN mirror.logs l ON l.block = a.block AND l.index = a.log_index
      WHERE a.account = ANY($1) ORDER BY a.account, a.seq`,
    [[...new Set(intents.map(({ account }) => account))]],
  );
  return { block: cursor.block, blockHash: cursor.hash, ...found, events, statements, intents, accountEvents };
}

const logged = async (q: Queries, rows: string, id: Hex): Promise<EventRow[]> =>
  q.query<EventRow>(
    `SELECT e.*, l.topics, l.data FROM (${rows}) e
       JOIN mirror.logs l ON l.block = e.block AND l.index = e.log_index ORDER BY e.seq`,
    [id],
  );

async function intentsOf(q: Queries, events: readonly EventRow[]): Promise<IntentRow[]> {
  const named = events.flatMap(({ intent, actor }) => (intent && actor ? [{ intent, actor }] : []));
  return q.query<IntentRow>(
    `SELECT DISTINCT i.account, i.id, i.hash, i.signatures, t.recipient, t.input
       FROM unnest($1::text[], $2::text[]) AS e (actor, intent)
       JOIN mirror.intents i ON i.account = e.actor AND i.id = e.intent
       LEFT JOIN mirror.transactions t ON t.hash = i.transaction_hash ORDER BY i.account, i.id`,
    [named.map(({ actor }) => actor), named.map(({ intent }) => intent)],
  );
}
