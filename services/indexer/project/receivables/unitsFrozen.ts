import type { Address } from "../../../domain/brand.ts";
import { changeHolding, needHolding } from "../holding.ts";
import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const unitsFrozen = projection<{ id: bigint; holder: Address; units: bigint }>("Receivables", "UnitsFrozen", {
  need({ args: { id, holder } }, mirror) {
    needHolding(mirror, claimIdOf(id), holder);
  },
  apply({ args: { id, holder, units } }, mirror) {
    changeHolding(mirror, claimIdOf(id), holder, { frozen: units });
  },
});
