import type { Address } from "../../../domain/brand.ts";
import type { Contract } from "../../decode/contractBook.ts";
import type { Mirror } from "../mirror.ts";
import { projection } from "../projection.ts";
import type { CashEntryKind } from "../../tables/cashEntries.ts";
import { ZERO_ADDRESS } from "../../decode/words.ts";

/** Every movement changes balances; what a bank books or burns has its entry from the event that names its reference. */
export const transfer = projection<{ from: Address; to: Address; value: bigint }>("Cash", "Transfer", {
  need({ args: { from, to }, contract }, { cashBalances }) {
    for (const account of [from, to]) cashBalances.need({ contract: contract.address, account });
  },
  apply({ args: { from, to, value }, contract, block, at, transactionHash, log }, mirror) {
    if (from !== ZERO_ADDRESS) addCash(mirror, contract, from, -value);
    if (to !== ZERO_ADDRESS) addCash(mirror, contract, to, value);
    if (from === ZERO_ADDRESS || to === ZERO_ADDRESS) return;
    mirror.cashEntries.insert({
      block,
      logIndex: log.index,
      contract: contract.address,
      currency: contract.currency ?? "",
      kind: kindOf(contract.address, from, to),
      payer: from,
      payee: to,
      amount: value,
      bank: null,
      ref: null,
      claimId: null,
      reason: null,
      at,
      transactionHash,
    });
  },
});

/** Cash that waits for a payout is held by the Cash contract itself. */
function kindOf(cash: Address, from: Address, to: Address): CashEntryKind {
  if (to === cash) return "lock";
  return from === cash ? "release" : "transfer";
}

function addCash({ cashBalances }: Mirror, { address, currency }: Contract, account: Address, change: bigint): void {
  const key = { contract: address, account };
  const known = cashBalances.find(key);
  if (known) cashBalances.change(key, { balance: known.balance + change });
  else cashBalances.insert({ ...key, currency: currency ?? "", balance: change });
}
