import type { Address } from "../../../domain/brand.ts";
import { moveUnits, needHolding } from "../holding.ts";
import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const transferBatch = projection<{
  from: Address;
  to: Address;
  ids: readonly bigint[];
  values: readonly bigint[];
}>("Receivables", "TransferBatch", {
  need({ args: { from, to, ids } }, mirror) {
    for (const id of ids) for (const holder of [from, to]) needHolding(mirror, claimIdOf(id), holder);
  },
  apply({ args: { from, to, ids, values } }, mirror) {
    ids.forEach((id, index) => {
      moveUnits(mirror, claimIdOf(id), from, to, values[index] ?? 0n);
    });
  },
});
