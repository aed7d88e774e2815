import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { WAIVERS } from "../commands/receivables.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { attestationsOn } from "./attestations.ts";
import { claimFlagsOf } from "./claimFlags.ts";
import type { ClaimRow } from "./claims.ts";
import { claimTimes } from "./claimTime.ts";
import { policiesOn, viewPolicy } from "./countryPolicies.ts";
import { partyRefs } from "./directory.ts";
import { invoicesOf, mayReadInvoice } from "./invoices.ts";
import { debtorDue, reasonsOf, viewServicing } from "./servicing.ts";

/** Claims as the API shows them to a reader who may see them: what belongs to all of them is looked up together. */
export async function viewReceivables(context: Context, actor: Actor, claims: readonly ClaimRow[]): Promise<unknown[]> {
  const readable = claims.filter((claim) => mayReadInvoice(actor, claim));
  const [refOf, positions, flags, reasons, invoices, attestations, policies, { asOf, timeOf }] = await Promise.all([
    partyRefs(
      context.db,
      claims.flatMap(({ seller, debtor }) => [seller, debtor]),
    ),
    positionsOf(context, claims, actor.account),
    claimFlagsOf(context, claims),
    reasonsOf(context, actor, claims),
    invoicesOf(
      context,
      readable.map(({ document_root }) => document_root),
    ),
    attestationsOn(context, claims),
    policiesOn(context, claims),
    claimTimes(context, claims),
  ]);
  return claims.map((claim) => {
    const money = moneyIn(claim.currency);
    const due = debtorDue(claim);
    const position = positions.get(claim.id);
    return {
      id: claim.id,
      status: claim.status,
      ...timeOf(claim, due > 0n),
      partPaid: due > 0n && claim.debtor_paid > 0n,
      seller: refOf(claim.seller),
      debtor: refOf(claim.debtor),
      face: money(claim.face),
      acknowledged: claim.acknowledged === null ? null : money(claim.acknowledged),
      paid: money(claim.debtor_paid),
      due: money(due),
      covered: money(claim.covered),
      suspense: money(claim.suspense),
      ...viewServicing(claim, reasons, asOf),
      dueAt: instantOfSeconds(claim.due_at),
      waivers: Object.entries(WAIVERS).flatMap(([name, bit]) => ((claim.waivers & bit) === 0 ? [] : [name])),
      sameNumber: claim.same_number,
      flags: flags.get(claim.id) ?? [],
      policy: viewPolicy(policies.get(claim.id), attestations.get(claim.id)),
      attestations: attestations.get(claim.id) ?? [],
      documentRoot: claim.document_root,
      invoice: invoices.get(claim.document_root) ?? null,
      mine: position
        ? {
            amount: money(position.units),
            withdrawable: money(position.withdrawable),
            withdrawn: money(position.withdrawn),
            frozen: money(position.frozen),
            locked: money(position.locked),
          }
        : null,
      registeredAt: instantOfSeconds(claim.registered_at),
      historyLength: Number(claim.seq),
      historyHead: claim.head,
    };
  });
}

interface PositionRow {
  readonly claim_id: Hash;
  readonly units: bigint;
  readonly withdrawable: bigint;
  readonly withdrawn: bigint;
  readonly frozen: bigint;
  readonly locked: bigint;
}

async function positionsOf(
  { db }: Context,
  claims: readonly ClaimRow[],
  holder: Address,
): Promise<ReadonlyMap<Hash, PositionRow>> {
  const rows = await db.query<PositionRow>(
    `SELECT claim_id, units, withdrawable, withdrawn, frozen, locked FROM mirror.positions
      WHERE holder = $1 AND claim_id = ANY($2)`,
    [holder, claims.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.claim_id, row]));
}
