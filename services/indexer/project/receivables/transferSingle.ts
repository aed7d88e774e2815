import type { Address } from "../../../domain/brand.ts";
import { moveUnits, needHolding } from "../holding.ts";
import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const transferSingle = projection<{
  from: Address;
  to: Address;
  id: bigint;
  value: bigint;
}>("Receivables", "TransferSingle", {
  need({ args: { from, to, id } }, mirror) {
    needHolding(mirror, claimIdOf(id), from);
    needHolding(mirror, claimIdOf(id), to);
  },
  apply({ args: { from, to, id, value } }, mirror) {
    moveUnits(mirror, claimIdOf(id), from, to, value);
  },
});
