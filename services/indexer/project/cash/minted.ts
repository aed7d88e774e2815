import type { Address, Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";

export const minted = projection<{ ref: Hash; bank: Address; to: Address; amount: bigint; claim: bigint }>(
  "Cash",
  "Minted",
  {
    apply({ args: { ref, bank, to, amount, claim }, contract, block, at, transactionHash, log }, { cashEntries }) {
      cashEntries.insert({
        block,
        logIndex: log.index,
        contract: contract.address,
        currency: contract.currency ?? "",
        kind: "mint",
        payer: null,
        payee: to,
        amount,
        bank,
        ref,
        claimId: claim === 0n ? null : claimIdOf(claim),
        reason: null,
        at,
        transactionHash,
      });
    },
  },
);
