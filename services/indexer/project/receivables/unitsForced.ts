import type { Address } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { changeHolding, needHolding } from "../holding.ts";
import { projection } from "../projection.ts";

/** The units moved with the token's own event. What a seizure leaves is frozen first, and locked as far as it lasts. */
export const unitsForced = projection<{ id: bigint; from: Address }>("Receivables", "UnitsForced", {
  need({ args: { id, from } }, mirror) {
    needHolding(mirror, claimIdOf(id), from);
  },
  apply({ args: { id, from } }, mirror) {
    const claimId = claimIdOf(id);
    const { units, frozen, locked } = mirror.holdings.get({ claimId, holder: from });
    const lockable = units > frozen ? units - frozen : 0n;
    if (locked > lockable) changeHolding(mirror, claimId, from, { locked: lockable });
  },
});
