import type { Address } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { changeHolding, needHolding } from "../holding.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const boughtBack = projection<{ id: bigint; holder: Address }>("Receivables", "BoughtBack", {
  need({ args: { id, holder } }, mirror) {
    needHolding(mirror, claimIdOf(id), holder);
  },
  apply({ args: { id, holder } }, mirror) {
    changeHolding(mirror, claimIdOf(id), holder, { locked: 0n, putDeadline: null });
    service(mirror, claimIdOf(id));
  },
});
