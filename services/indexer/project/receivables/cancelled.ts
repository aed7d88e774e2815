import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const cancelled = projection<{ id: bigint }>("Receivables", "Cancelled", {
  apply({ args, block, at }, { claims }) {
    claims.change({ id: claimIdOf(args.id) }, { status: "cancelled", cancelledBlock: block, cancelledAt: at });
  },
});
