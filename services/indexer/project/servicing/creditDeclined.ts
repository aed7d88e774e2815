import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { NO_CREDIT, service } from "./service.ts";

export const creditDeclined = projection<{ id: bigint }>("Receivables", "CreditDeclined", {
  apply({ args: { id } }, mirror) {
    service(mirror, claimIdOf(id), NO_CREDIT);
  },
});
