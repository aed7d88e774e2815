import { minorUnitsOf } from "../amounts.ts";
import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

export const RATE_BPS = 480;

/** A financier has signed beforehand what it buys; the supplier sells to it in one call. */
export async function standing(scene: AuctionScene): Promise<Told> {
  const { cast, receivable, amounts, rest, invoice } = scene;
  const { supplier, buyer, low } = cast;
  const made = await act(low, "/v1/standing-offers", {
    debtor: buyer.id,
    seller: supplier.id,
    limit: amounts.money(rest),
    rateBps: RATE_BPS,
    dayCount: "ACT/360",
    maxDays: 3_650,
    until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  });
  const { standingOffer } = made["result"] as { standingOffer: string };
  const path = `/v1/standing-offers/${standingOffer}`;
  const amount = amounts.money(rest);
  const { items } = (await supplier.maker.get("/v1/standing-offers?status=open")) as { items: { id: string }[] };
  expectEqual(items[0]?.id, standingOffer, "the standing offer that the supplier sees");
  const quote = await supplier.maker.act(`${path}/quotes`, { receivable, amount });
  const price = minorUnitsOf(quote["price"]);
  const days = BigInt(String(quote["days"]));
  scene.days = days;
  const exact = rest * BigInt(RATE_BPS) * days;
  expectEqual(String(rest - price), String((exact + 3_599_999n) / 3_600_000n), "the discount, rounded up");
  const greedy = await supplier.maker.post(`${path}/sales`, { receivable, amount, least: amounts.money(rest) });
  expectStatus(greedy, [422], "a sale for the whole face");
  await act(supplier, `${path}/sales`, { receivable, amount, least: amounts.money(price) });
  scene.received += price;
  expectEqual(
    String((await balances(supplier.maker))[invoice.currency]),
    String(scene.received),
    "the supplier's cash after the sale",
  );
  return {
    title: `${low.name} has signed beforehand what it buys of ${supplier.name}; the rest is sold to it in one call`,
    lines: [
      `${amounts.shown(rest)} at ${String(RATE_BPS)} basis points over ${String(days)} days ACT/360: ${amounts.shown(price)}, computed by the ledger`,
    ],
    data: { standingOffer, price: amounts.money(price), days: Number(days), apr: quote["apr"] },
  };
}
