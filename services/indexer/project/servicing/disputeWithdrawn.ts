import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { NO_DISPUTE, service } from "./service.ts";

export const disputeWithdrawn = projection<{ id: bigint }>("Receivables", "DisputeWithdrawn", {
  apply({ args: { id } }, mirror) {
    service(mirror, claimIdOf(id), NO_DISPUTE);
  },
});
