import type { Address, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const payoutRejected = projection<{ id: bigint; bank: Address; reason: Hash }>("Cash", "PayoutRejected", {
  need({ args: { id }, contract }, { payouts }) {
    payouts.need({ contract: contract.address, id });
  },
  apply({ args: { id, bank, reason }, contract, block, at, transactionHash }, { payouts }) {
    const closed = { closedBlock: block, closedAt: at, closedTransaction: transactionHash };
    payouts.change({ contract: contract.address, id }, { status: "rejected", bank, reason, ...closed });
  },
});
