import type { Address, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const payoutPaid = projection<{ id: bigint; bank: Address; ref: Hash }>("Cash", "PayoutPaid", {
  need({ args: { id }, contract }, { payouts }) {
    payouts.need({ contract: contract.address, id });
  },
  apply({ args: { id, bank, ref }, contract, block, at, transactionHash, log }, { payouts, cashEntries }) {
    const key = { contract: contract.address, id };
    const closed = { closedBlock: block, closedAt: at, closedTransaction: transactionHash };
    payouts.change(key, { status: "paid", bank, ref, ...closed });
    const { holder, amount, currency } = payouts.get(key);
    cashEntries.insert({
      block,
      logIndex: log.index,
      contract: contract.address,
      currency,
      kind: "burn",
      payer: holder,
      payee: null,
      amount,
      bank,
      ref,
      claimId: null,
      reason: null,
      at,
      transactionHash,
    });
  },
});
