import { minorUnitsOf } from "../amounts.ts";
import { valueDateOf } from "../invoice.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

/** The dearest money that the supplier would take, as an APR on the cash. */
const WORST_APR = "0.12";
/** Bids come one after the other at most three times; the rest is for a machine that has other work. */
const PACES = 10;

/** The supplier opens a round with a floor that it computes from the highest APR it would pay. */
export async function open(scene: AuctionScene): Promise<Told> {
  const { cast, receivable, amounts, lot, invoice, today, pace } = scene;
  const { supplier } = cast;
  const amount = amounts.money(lot);
  const quote = await supplier.maker.act("/v1/quotes", {
    receivable,
    amount,
    targetApr: WORST_APR,
    dayCount: "ACT/360",
    valueDate: valueDateOf(invoice, today),
  });
  const floor = minorUnitsOf(quote["price"]);
  const deadline = (Math.ceil(Date.now() / 1000) + 3 + Math.ceil((PACES * pace) / 1000)) * 1000;
  const opened = await act(supplier, "/v1/rounds", {
    receivable,
    amount,
    floor: amounts.money(floor),
    deadline: new Date(deadline).toISOString(),
    expiresAt: new Date(deadline + 3_600_000).toISOString(),
  });
  const { ask } = opened["result"] as { ask: string };
  scene.round = { ask, floor, deadline };
  return {
    title: `${supplier.name} opens a round to every financier`,
    lines: [
      `${amounts.shown(lot)} for no less than ${amounts.shown(floor)}: an APR of ${String(quote["apr"])}, a discount rate of ${String(quote["discountRate"])}`,
      `bids are heard until ${new Date(deadline).toISOString()}`,
    ],
    data: { ask, floor: amounts.money(floor), apr: quote["apr"], deadline: new Date(deadline).toISOString() },
  };
}
