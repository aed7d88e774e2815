import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

/** A bid, a counter-offer, an agreement. */
export async function negotiate(scene: AuctionScene): Promise<Told> {
  const { cast, receivable, amounts, negotiated, invoice } = scene;
  const { supplier, later, spent } = cast;
  const amount = amounts.money(negotiated);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const percent = (of: bigint): bigint => (negotiated * of) / 1000n;
  const asked = await act(supplier, "/v1/asks", {
    receivable,
    amount,
    price: amounts.money(percent(990n)),
    floor: amounts.money(percent(950n)),
    expiresAt,
  });
  const { ask } = asked["result"] as { ask: string };
  const place = async (price: bigint): Promise<string> => {
    const placed = await act(later, `/v1/asks/${ask}/bids`, { amount, price: amounts.money(price) });
    return (placed["result"] as { bid: string }).bid;
  };
  const bid = await place(percent(960n));
  const poor = await act(spent, `/v1/asks/${ask}/bids`, { amount, price: amounts.money(percent(989n)) });
  const { bid: unpayable } = poor["result"] as { bid: string };
  const { bestBid } = (await later.maker.get(`/v1/asks/${ask}`)) as { bestBid: { id: string } };
  expectEqual(bestBid.id, unpayable, "the best bid, which all may see");
  const short = await supplier.maker.post(`/v1/bids/${unpayable}/acceptance`, { price: amounts.money(percent(989n)) });
  expectStatus(short, [422], "accepting a bid that cannot be paid");

  const price = percent(975n);
  await act(supplier, `/v1/bids/${bid}/counter-offer`, { price: amounts.money(price), expiresAt });
  await act(later, `/v1/bids/${bid}/acceptance`, { price: amounts.money(price) });
  scene.received += price;
  expectEqual(
    String((await balances(supplier.maker))[invoice.currency]),
    String(scene.received),
    "the supplier's cash after the counter-offer",
  );
  return {
    title: `${supplier.name} asks for a price, ${later.name} bids less, and they meet at a counter-offer`,
    lines: [
      `asked ${amounts.shown(percent(990n))}, bid ${amounts.shown(percent(960n))}, agreed ${amounts.shown(price)}`,
      `${spent.name} had bid more: accepting it fails whole, ${String(short.body["detail"])}`,
    ],
    data: { ask, bid, price: amounts.money(price), refused: short.body["contractError"] },
  };
}
