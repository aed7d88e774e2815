import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const suspended = projection<{ id: bigint; suspense: bigint }>("Receivables", "Suspended", {
  apply({ args: { id, suspense } }, { claims }) {
    claims.change({ id: claimIdOf(id) }, { suspense });
  },
});
