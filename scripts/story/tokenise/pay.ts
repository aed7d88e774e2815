import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Scene } from "./scene.ts";

/** The buyer pays in two instalments, one on the ledger, one by wire. */
export async function pay({ cast, receivable, amounts, invoice }: Scene): Promise<Told> {
  const { buyer, subSupplier, bank } = cast;
  const claim = `/v1/receivables/${receivable}`;
  const first = (invoice.payable * 4n) / 10n;
  const second = invoice.payable - first;
  await act(buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(first) });
  const early = await act(subSupplier, `${claim}/withdrawals`);
  await act(bank, `${claim}/payments`, {
    source: "wire",
    amount: amounts.money(second),
    bankReference: `wire ${receivable.slice(2, 10)}`,
  });
  const { status } = await buyer.maker.get(claim);
  expectEqual(status, "settled", "status after the last instalment");
  return {
    title: "The buyer pays in two instalments: from its cash on the ledger, and by wire, which the bank books",
    lines: [
      `${amounts.shown(first)} on the ledger; ${subSupplier.name} withdraws its share at once (operation ${String(early["id"]).slice(0, 10)}...)`,
      `${amounts.shown(second)} by wire; the claim is ${String(status)}`,
    ],
    data: { instalments: [amounts.money(first), amounts.money(second)], status },
  };
}
