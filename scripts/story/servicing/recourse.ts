import { addDays } from "../../../services/domain/date.ts";
import { minorUnitsOf } from "../amounts.ts";
import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

const BUY_BACK_DAYS = 5;

/** The buyer acknowledges late, a debt that was due yesterday; the supplier promises to stand in for it. */
export async function promise({ cast, receivable, today }: Scene): Promise<Told> {
  const claim = `/v1/receivables/${receivable}`;
  const dueDate = addDays(today, -2);
  await act(cast.supplier, `${claim}/recourse`, { graceDays: 0, buyBackDays: BUY_BACK_DAYS });
  await act(cast.buyer, `${claim}/acknowledgement`, { waivers: ["set-off"], dueDate });
  const told = (await cast.financier.maker.send("GET", claim)).status;
  expectEqual(told, 404, "the claim as one sees it whom it does not concern");
  return {
    title: "The supplier gives recourse; the buyer acknowledges a debt that is overdue already",
    lines: [`due ${dueDate}, no days of grace, ${String(BUY_BACK_DAYS)} days to buy back`],
    data: { dueDate, buyBackDays: BUY_BACK_DAYS },
  };
}

/** The financier buys the overdue claim, because the supplier stands in for it. */
export async function sellWithRecourse({ cast, receivable, amounts, invoice }: Scene): Promise<Told> {
  const { supplier, financier } = cast;
  const amount = amounts.money(invoice.payable);
  const price = amounts.money((invoice.payable * 9n) / 10n);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const asked = await act(supplier, "/v1/asks", { receivable, amount, price, expiresAt, buyers: [financier.id] });
  const { ask } = asked["result"] as { ask: string };
  const { recourse } = await financier.maker.get(`/v1/receivables/${receivable}`);
  if (recourse === null) throw new Error("the financier should see that there is recourse");
  await act(financier, `/v1/asks/${ask}/takes`, { amount, limit: price });
  return {
    title: "The financier buys the claim, and sees the recourse before it does",
    lines: [`${amounts.shown(invoice.payable)} for ${amounts.shown(minorUnitsOf(price))}`],
    data: { ask, price, recourse },
  };
}

/** The buyer pays a part only; the financier puts its units, which are locked from then on. */
export async function put({ cast, receivable, amounts, invoice }: Scene): Promise<Told> {
  const { buyer, financier, supplier, subSupplier } = cast;
  const claim = `/v1/receivables/${receivable}`;
  const paid = invoice.payable / 4n;
  await act(buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(paid) });
  await act(financier, `${claim}/puts`, { amount: amounts.money(invoice.payable) });
  const moved = await financier.maker.post(`${claim}/transfers`, {
    to: subSupplier.id,
    amount: amounts.money(1n),
    reference: "anything",
  });
  expectStatus(moved, [422], "a transfer of units that were put");
  const { puts } = (await supplier.maker.get(`${claim}/puts`)) as {
    puts: { holder: { name: string }; price: unknown; deadline: string; breached: boolean }[];
  };
  const [demand] = puts;
  expectEqual(puts.length, 1, "puts that wait for the supplier");
  expectEqual(demand?.price, amounts.money(invoice.payable - paid), "price of the buy-back");
  expectEqual(demand?.breached, false, "whether the supplier is late");
  return {
    title: "The buyer pays a quarter and no more; the financier puts its units to the supplier",
    lines: [
      `${amounts.shown(paid)} paid; the supplier has until ${String(demand?.deadline)} to buy back for ${amounts.shown(invoice.payable - paid)}`,
    ],
    data: { paid: amounts.money(paid), price: demand?.price, deadline: demand?.deadline },
  };
}

/** The supplier buys back for what the units have not received; the financier keeps what it has earned. */
export async function buyBack({ cast, receivable, amounts, invoice }: Scene): Promise<Told> {
  const { bank, financier, supplier } = cast;
  const claim = `/v1/receivables/${receivable}`;
  const missing = invoice.payable - invoice.payable / 4n;
  const bankReference = `topping up ${receivable.slice(2, 10)}`;
  await act(bank, "/v1/cash/deposits", { party: supplier.id, amount: amounts.money(missing), bankReference });
  const cash = async (): Promise<bigint> => (await balances(financier.maker))[invoice.currency] ?? 0n;
  const before = await cash();
  await act(supplier, `${claim}/buy-backs`, { holder: financier.id });
  expectEqual(String((await cash()) - before), String(missing), "what the financier got for its units");
  await act(financier, `${claim}/withdrawals`);
  expectEqual(String((await cash()) - before), String(invoice.payable), "what the financier got in all");
  const { mine } = (await supplier.maker.get(claim)) as { mine: { amount: unknown } };
  expectEqual(mine.amount, amounts.money(invoice.payable), "what the supplier holds again");
  return {
    title: "The supplier buys back; the financier is whole",
    lines: [`${amounts.shown(missing)} for the units, ${amounts.shown(invoice.payable / 4n)} from the buyer's payment`],
    data: { price: amounts.money(missing) },
  };
}

/** What the buyer pays in the end is the supplier's. */
export async function recover({ cast, receivable, amounts, invoice }: Scene): Promise<Told> {
  const claim = `/v1/receivables/${receivable}`;
  const rest = invoice.payable - invoice.payable / 4n;
  await act(cast.buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(rest) });
  await act(cast.supplier, `${claim}/redemptions`);
  const { status, mine } = (await cast.supplier.maker.get(claim)) as { status: string; mine: { withdrawn: unknown } };
  expectEqual(status, "settled", "status in the end");
  expectEqual(mine.withdrawn, amounts.money(rest), "what the supplier got of the late payment");
  return {
    title: "The buyer pays after all; it is the supplier's now",
    lines: [`${amounts.shown(rest)}; the claim is ${status}`],
    data: { recovered: amounts.money(rest), status },
  };
}
