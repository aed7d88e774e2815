import type { Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { WAIVERS } from "../commands/receivables.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { claimFlagsOf } from "./claimFlags.ts";
import type { ClaimRow } from "./claims.ts";
import { partyRefs } from "./directory.ts";
import { invoicesOf } from "./invoices.ts";
import type { ReadCall } from "./readCalls.ts";

const SAME_NUMBER = 4;

/** Claims that are about to be acknowledged, by id, each with what a person should see before it signs. */
export async function acknowledgementsIn(
  context: Context,
  actor: Actor,
  calls: readonly ReadCall[],
): Promise<ReadonlyMap<string, object>> {
  const items = calls.flatMap((call) => call.items);
  if (items.length === 0) return new Map();
  const claims = await context.db.query<ClaimRow>("SELECT * FROM mirror.claims WHERE id = ANY($1) AND debtor = $2", [
    items.map(({ id }) => id),
    actor.account,
  ]);
  const alike = await lookalikesOf(context, actor, claims);
  const others = [...alike.values()].flat();
  const [flags, invoices, refOf] = [
    await claimFlagsOf(context, claims),
    await invoicesOf(
      context,
      [...claims, ...others].map(({ document_root }) => document_root),
    ),
    await partyRefs(
      context.db,
      claims.map(({ seller }) => seller),
    ),
  ];
  const byId = new Map<string, ClaimRow>(claims.map((claim) => [claim.id, claim]));
  return new Map(
    items.flatMap(({ id, amount, dueAt, waivers }) => {
      const claim = byId.get(id);
      if (!claim) return [];
      const money = moneyIn(claim.currency);
      const { discount_bps: bps, discount_until: until } = claim;
      const view = {
        receivable: id,
        seller: refOf(claim.seller),
        number: invoices.get(claim.document_root)?.number ?? null,
        invoiced: money(claim.face),
        amount: money(amount),
        dueAt: instantOfSeconds(dueAt),
        waivers: Object.entries(WAIVERS).flatMap(([name, bit]) => ((waivers & bit) === 0 ? [] : [name])),
        acceptsSameNumber: (waivers & SAME_NUMBER) !== 0,
        discount: bps === null || until === null ? null : { basisPoints: bps, until: instantOfSeconds(until) },
        flags: flags.get(claim.id) ?? [],
        lookalikes: (alike.get(claim.id) ?? []).map((other) => ({
          receivable: other.id,
          number: invoices.get(other.document_root)?.number ?? null,
          issueDate: invoices.get(other.document_root)?.issueDate ?? null,
          face: moneyIn(other.currency)(other.face),
          status: other.status,
        })),
      };
      return [[id, view] as const];
    }),
  );
}

/** Other claims on this debtor whose invoices have numbers that look alike; those on others are none of its business. */
async function lookalikesOf(
  { db }: Context,
  actor: Actor,
  claims: readonly ClaimRow[],
): Promise<ReadonlyMap<Hash, ClaimRow[]>> {
  const rows = await db.query<ClaimRow & { of: Hash }>(
    `SELECT DISTINCT s.claim_id::text AS of, o.* FROM core.invoice_skeletons s
       JOIN core.invoice_skeletons t ON t.tag = s.tag AND t.claim_id <> s.claim_id
       JOIN mirror.claims o ON o.id = t.claim_id AND o.debtor = $2
      WHERE s.claim_id = ANY($1) ORDER BY 1, o.registered_block, o.id`,
    [claims.map(({ id }) => id), actor.account],
  );
  return Map.groupBy(rows, ({ of }) => of);
}
