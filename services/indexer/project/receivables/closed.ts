import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const closed = projection<{ id: bigint; dust: bigint }>("Receivables", "Closed", {
  apply({ args: { id, dust }, block, at }, { claims }) {
    const key = { id: claimIdOf(id) };
    claims.change(key, { paidOut: claims.get(key).paidOut + dust, closedBlock: block, closedAt: at });
  },
});
