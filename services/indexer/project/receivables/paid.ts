import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

/** IReceivables.Source.DILUTION: the seller pays what its credit notes took off the debtor's obligation. */
const DILUTION = 4n;

export const paid = projection<{ id: bigint; source: bigint; received: bigint }>("Receivables", "Paid", {
  apply({ args: { id, source, received } }, { claims }) {
    const key = { id: claimIdOf(id) };
    const { version, debtorPaid, sellerPaid } = claims.get(key);
    const change = source === DILUTION ? { sellerPaid: received - debtorPaid } : { debtorPaid: received - sellerPaid };
    claims.change(key, { ...change, version: version + 1n });
  },
});
