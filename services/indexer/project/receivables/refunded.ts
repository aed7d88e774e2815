import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const refunded = projection<{ id: bigint }>("Receivables", "Refunded", {
  apply({ args }, { claims }) {
    claims.change({ id: claimIdOf(args.id) }, { suspense: 0n });
  },
});
