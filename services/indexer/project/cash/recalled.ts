import type { Address, Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";

/** Under the reference of the wire that it takes back. */
export const recalled = projection<{
  ref: Hash;
  bank: Address;
  from: Address;
  amount: bigint;
  reason: Hash;
  claim: bigint;
}>("Cash", "Recalled", {
  apply(
    { args: { ref, bank, from, amount, reason, claim }, contract, block, at, transactionHash, log },
    { cashEntries },
  ) {
    cashEntries.insert({
      block,
      logIndex: log.index,
      contract: contract.address,
      currency: contract.currency ?? "",
      kind: "recall",
      payer: from,
      payee: null,
      amount,
      bank,
      ref,
      claimId: claim === 0n ? null : claimIdOf(claim),
      reason,
      at,
      transactionHash,
    });
  },
});
