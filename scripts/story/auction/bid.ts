import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

/** Five financiers bid. None sees what the others bid; the supplier sees all. */
export async function bid(scene: AuctionScene): Promise<Told> {
  const { cast, round, amounts, lot } = scene;
  const { supplier, spent, limited, earlier, later, low } = cast;
  const path = `/v1/asks/${round.ask}/bids`;
  const room = lot - round.floor;
  const part = (percent: bigint): bigint => round.floor + (room * percent) / 100n;
  const bids = async (party: StoryParty, price: bigint): Promise<string> => {
    const placed = await act(party, path, { amount: amounts.money(lot), price: amounts.money(price) });
    return (placed["result"] as { bid: string }).bid;
  };

  const below = { amount: amounts.money(lot), price: amounts.money(round.floor - 1n) };
  const [refused] = await Promise.all([
    low.maker.post(path, below),
    bids(spent, part(80n)),
    bids(limited, part(70n)),
    bids(earlier, part(60n)),
  ]);
  expectStatus(refused, [422], "a bid below the floor");
  expectEqual(refused.body["contractError"], "BelowFloor", "refusal of a bid below the floor");
  await Promise.all([bids(later, part(60n)), bids(low, part(10n))]);

  const seen = (await supplier.maker.get(`/v1/bids?ask=${round.ask}&status=open`))["items"] as unknown[];
  expectEqual(seen.length, 5, "bids that the supplier sees");
  const others = (await low.maker.get(`/v1/bids?ask=${round.ask}`))["items"] as unknown[];
  expectEqual(others.length, 1, "bids that a bidder sees");
  const sealed = await low.maker.get(`/v1/asks/${round.ask}`);
  expectEqual(sealed["bestBid"], null, "the best bid, as a bidder sees it");
  const told = await supplier.maker.get(`/v1/asks/${round.ask}`);
  const best = told["bestBid"] as { price: { amount: string } };
  expectEqual(best.price.amount, String(part(80n)), "the best bid, as the supplier sees it");
  return {
    title: "Five financiers bid for all of it; none is told what the others bid",
    lines: [
      `${spent.name} ${amounts.shown(part(80n))}, ${limited.name} ${amounts.shown(part(70n))}`,
      `${earlier.name} and then ${later.name} ${amounts.shown(part(60n))}, ${low.name} ${amounts.shown(part(10n))}`,
      `${low.name} had tried less than the floor: ${String(refused.body["detail"])}`,
    ],
    data: { bids: seen.length, best: best.price, floor: amounts.money(round.floor) },
  };
}
