import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const settled = projection<{ id: bigint }>("Receivables", "Settled", {
  apply({ args, block, at }, { claims }) {
    claims.change({ id: claimIdOf(args.id) }, { status: "settled", settledBlock: block, settledAt: at });
  },
});
