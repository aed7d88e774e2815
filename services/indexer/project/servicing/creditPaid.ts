import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const creditPaid = projection<{ id: bigint }>("Receivables", "CreditPaid", {
  apply({ args: { id } }, mirror) {
    service(mirror, claimIdOf(id));
  },
});
