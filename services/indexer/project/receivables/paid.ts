import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const paid = projection<{ id: bigint; debtorPaid: bigint }>("Receivables", "Paid", {
  apply({ args: { id, debtorPaid } }, { claims }) {
    const key = { id: claimIdOf(id) };
    claims.change(key, { debtorPaid, version: claims.get(key).version + 1n });
  },
});
