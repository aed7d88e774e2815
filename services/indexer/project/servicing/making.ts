import { MAKINGS } from "../../tables/claims.ts";
import type { Making } from "../../tables/claims.ts";

/** @throws RangeError for a number that the contract does not have */
export function makingOf(number: bigint): Making {
  const making = MAKINGS[Number(number)];
  if (!making) throw new RangeError(`no way to make a credit note good has the number ${String(number)}`);
  return making;
}
