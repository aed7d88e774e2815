import type { Address, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const payoutRequested = projection<{
  id: bigint;
  holder: Address;
  amount: bigint;
  accountHash: Hash;
}>("Cash", "PayoutRequested", {
  need({ args: { id }, contract }, { payouts }) {
    payouts.need({ contract: contract.address, id });
  },
  apply({ args, contract, block, at, transactionHash }, { payouts }) {
    payouts.insert({
      contract: contract.address,
      id: args.id,
      currency: contract.currency ?? "",
      holder: args.holder,
      amount: args.amount,
      accountHash: args.accountHash,
      status: "requested",
      bank: null,
      ref: null,
      reason: null,
      requestedBlock: block,
      requestedAt: at,
      requestedTransaction: transactionHash,
      closedBlock: null,
      closedAt: null,
      closedTransaction: null,
    });
  },
});
