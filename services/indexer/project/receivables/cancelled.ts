import { projection } from "../projection.ts";
import { service } from "../servicing/service.ts";
import { claimIdOf } from "../../decode/words.ts";

export const cancelled = projection<{ id: bigint }>("Receivables", "Cancelled", {
  apply({ args, block, at }, mirror) {
    service(mirror, claimIdOf(args.id), { status: "cancelled", cancelledBlock: block, cancelledAt: at });
  },
});
