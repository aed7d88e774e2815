import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const paid = projection<{ id: bigint; source: string; received: bigint }>("Receivables", "Paid", {
  apply({ args: { id, source, received } }, { claims }) {
    const key = { id: claimIdOf(id) };
    const { version, debtorPaid, sellerPaid } = claims.get(key);
    // By dilution: the seller pays what its credit notes took off the debtor's obligation.
    const change =
      source === "dilution" ? { sellerPaid: received - debtorPaid } : { debtorPaid: received - sellerPaid };
    claims.change(key, { ...change, version: version + 1n });
  },
});
