import { minorUnitsOf } from "../amounts.ts";
import { expectEqual } from "../client.ts";
import { valueDateOf } from "../invoice.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { RATE } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** The supplier sells the rest at a price computed from a discount rate. */
export async function sell({ cast, receivable, amounts, rest, invoice, today }: Scene): Promise<Told> {
  const { supplier, financier } = cast;
  const amount = amounts.money(rest);
  const quote = await supplier.maker.act("/v1/quotes", {
    receivable,
    amount,
    annualRate: RATE,
    dayCount: "ACT/360",
    valueDate: valueDateOf(invoice, today),
  });
  const price = minorUnitsOf(quote["price"]);
  const asked = await act(supplier, "/v1/asks", {
    receivable,
    amount,
    price: amounts.money(price),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    buyers: [financier.id],
  });
  const { ask } = asked["result"] as { ask: string };
  await act(financier, `/v1/asks/${ask}/takes`, { amount, limit: amounts.money(price) });
  const cash = (await balances(supplier.maker))[invoice.currency];
  expectEqual(String(cash), String(price), "the supplier's cash after the sale");
  const { apr, days, dayCount, discountRate } = quote as Record<string, string>;
  return {
    title: "The supplier asks a price for the rest; the financier takes it: claim and cash move in one transaction",
    lines: [
      `${amounts.shown(rest)} at ${RATE} a year on ${String(days)} days ${String(dayCount)}: discount ${amounts.shown(minorUnitsOf(quote["discount"]))}`,
      `price ${amounts.shown(price)}; ${String(discountRate)} on face is an APR of ${String(apr)} on the cash`,
      `ask ${ask}, open to ${financier.name} only`,
    ],
    data: { ask, price: amounts.money(price), apr, discountRate },
  };
}
