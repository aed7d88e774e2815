import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { partyRefs } from "./directory.ts";
import { referenceTexts } from "./references.ts";

export interface OverrideRow {
  readonly block: bigint;
  readonly log_index: number;
  readonly kind: string;
  readonly account: Address | null;
  readonly claim_id: Hash | null;
  readonly actor: Address | null;
  readonly intent: Hash | null;
  readonly reason: Hash | null;
  readonly facts: Record<string, unknown>;
  readonly at: bigint;
  readonly transaction_hash: Hash;
}

/** Newest first: all of them for those who run or audit the network, for a party those about it and those about everybody. */
export async function listOverrides(q: Queries, actor: Actor, { after, limit }: Page): Promise<OverrideRow[]> {
  const [block = null, index = null] = after ?? [];
  const all = seesAll(actor) || actor.partyRoles.includes("operator");
  return q.query<OverrideRow>(
    `SELECT * FROM mirror.overrides o
      WHERE ($1::boolean OR o.account = $2 OR o.account IS NULL OR o.facts->>'to' = $2)
        AND ($3::bigint IS NULL OR (o.block, o.log_index) < ($3, $4::integer))
      ORDER BY o.block DESC, o.log_index DESC LIMIT $5`,
    [all, actor.account, block, index, limit],
  );
}

export async function viewOverrides(q: Queries, actor: Actor, rows: readonly OverrideRow[]): Promise<unknown[]> {
  const hashes = rows.map(({ reason }) => reason);
  const [refOf, texts] = await Promise.all([
    partyRefs(
      q,
      rows.flatMap((row) => [row.account, row.actor].filter((account) => account !== null)),
    ),
    // A party is told why it was overridden.
    referenceTexts(q, actor, hashes, hashes),
  ]);
  return rows.map((row) => ({
    kind: row.kind,
    party: row.account && refOf(row.account),
    receivable: row.claim_id,
    actor: row.actor && refOf(row.actor),
    reason: row.reason === null ? null : (texts.get(row.reason) ?? null),
    reasonHash: row.reason,
    facts: row.facts,
    intent: row.intent,
    at: instantOfSeconds(row.at),
    block: String(row.block),
    transaction: row.transaction_hash,
  }));
}
