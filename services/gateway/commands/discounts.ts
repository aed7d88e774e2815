import { keccak, word } from "../../chain/words.ts";
import { toHex } from "../../domain/hex.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { claimFor } from "../queries/claims.ts";
import { futureSeconds } from "./instants.ts";
import { serve } from "./servicing.ts";

const NO_TERMS = `0x${"00".repeat(32)}`;

/** What a debtor binds itself to when it acknowledges: keccak256(abi.encode(uint16 basis points, uint40 until)), or nothing. */
export const discountTerms = (bps: number | null, until: bigint | null): string =>
  bps === null || until === null ? NO_TERMS : toHex(keccak(word(bps), word(until)));

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
