import { discountTerms } from "../../chain/discountTerms.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { claimFor } from "../queries/claims.ts";
import type { ClaimRow } from "../queries/claims.ts";
import { futureSeconds } from "./instants.ts";
import { serve } from "./servicing.ts";

const NO_TERMS = `0x${"00".repeat(32)}`;

/** The discount as the seller granted it, which the debtor's acknowledgement binds. */
export const termsOf = ({ discount_bps: bps, discount_until: until }: ClaimRow): string =>
  bps === null || until === null ? NO_TERMS : discountTerms(bps, until);

/** The seller grants a cash discount, once and before it sells. */
export async function grantDiscount(
  context: Context,
  actor: Actor,
  id: string,
  input: { basisPoints: number; until: string },
): Promise<Act> {
  await claimFor(context, actor, id);
  const until = futureSeconds(context, input.until, "/until");
  return serve(context, "receivable.grantDiscount", id, { name: "grantDiscount", args: [input.basisPoints, until] });
}

/** The debtor has paid the rest in time and keeps the discount. */
export async function takeDiscount(context: Context, actor: Actor, id: string): Promise<Act> {
  await claimFor(context, actor, id);
  return serve(context, "receivable.takeDiscount", id, { name: "takeDiscount", args: [] });
}
