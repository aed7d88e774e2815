import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import type { ClaimRow } from "../queries/claims.ts";
import { requireRegistered } from "../queries/countryPolicies.ts";
import { drawdownFor } from "../queries/drawdowns.ts";
import type { SoldKind } from "../queries/sold.ts";

export interface SoldInput {
  readonly receivable?: string | undefined;
  readonly drawdown?: string | undefined;
}

/** What units are sold of: a receivable, or a loan. */
export interface Sold {
  readonly kind: SoldKind;
  /** Who keeps its units. */
  readonly token: Address;
  readonly id: Hash;
  readonly currency: string;
  /** The receivable, where it is one. */
  readonly claim?: ClaimRow;
}

/**
 * What a request names, one of the two.
 *
 * @throws Problem invalid-field, or not-found if it is not the reader's to see
 */
export async function namedIn(context: Context, actor: Actor, { receivable, drawdown }: SoldInput): Promise<Sold> {
  const { receivables, facilities } = context.version.contracts;
  if (receivable !== undefined && drawdown === undefined) {
    const claim = await claimFor(context, actor, receivable);
    return { kind: "receivable", token: receivables, id: claim.id, currency: claim.currency, claim };
  }
  if (drawdown !== undefined && receivable === undefined) {
    const { id, currency } = await drawdownFor(context, actor, drawdown);
    return { kind: "drawdown", token: facilities, id, currency };
  }
  throw new Problem("invalid-field", {
    detail: "units are of either a receivable or a drawdown: name one of them",
    field: "/receivable",
  });
}

/** As {@link namedIn}. @throws Problem also where the receivable has to be registered before anybody finances it */
export async function soldIn(context: Context, actor: Actor, input: SoldInput): Promise<Sold> {
  const sold = await namedIn(context, actor, input);
  if (sold.claim) await requireRegistered(context, sold.claim);
  return sold;
}
