import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

interface Paid {
  readonly [name: string]: bigint | string;
  readonly id: bigint;
  readonly amount: bigint;
  readonly source: string;
  readonly received: bigint;
}

export const paid = projection<Paid>("Receivables", "Paid", {
  apply({ args: { id, amount, source, received } }, { claims }) {
    const key = { id: claimIdOf(id) };
    const { version, debtorPaid, sellerPaid, covered } = claims.get(key);
    // By dilution: the seller pays what its credit notes took off the debtor's obligation.
    const change = source === "dilution" ? { sellerPaid: sellerPaid + amount } : { debtorPaid: debtorPaid + amount };
    // What the units have not received is the guarantors'.
    const beyond = debtorPaid + sellerPaid + covered + amount - received;
    claims.change(key, { ...change, covered: covered - beyond, version: version + 1n });
  },
});
