import { setTimeout as sleep } from "node:timers/promises";

import { minorUnitsOf } from "../amounts.ts";
import type { Json } from "../client.ts";
import { expectEqual, expectStatus, StoryFailed } from "../client.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

const PATIENCE_MS = 60_000;

/** The service closes the round after its deadline, as anyone could: the best bid that can be paid takes it. */
export async function close(scene: AuctionScene): Promise<Told> {
  const { cast, round, amounts, lot, invoice, receivable } = scene;
  const { supplier, spent, limited, earlier, later, low } = cast;
  await closed(scene);
  const late = await low.maker.post(`/v1/asks/${round.ask}/bids`, {
    amount: amounts.money(lot),
    price: amounts.money(lot),
  });
  expectStatus(late, [422], "a bid after the deadline");
  expectEqual(late.body["contractError"], "AskNotOpen", "refusal of a late bid");
  const again = await low.maker.post(`/v1/asks/${round.ask}/closure`, {});
  expectStatus(again, [422], "a second closure");
  const bids = (await supplier.maker.get(`/v1/bids?ask=${round.ask}`))["items"] as Json[];
  const of = (id: string): Json => bids.find(({ bidder }) => (bidder as { id: string }).id === id) ?? {};
  const fates = [spent, limited, earlier, later, low].map(({ id }) => [of(id)["status"], of(id)["hindrance"]]);
  expectEqual(
    fates,
    [
      ["passed", "short-of-cash"],
      ["passed", "above-limit"],
      ["accepted", null],
      ["lapsed", null],
      ["lapsed", null],
    ],
    "what became of the five bids",
  );
  const price = minorUnitsOf(of(earlier.id)["price"]);
  scene.received = price;
  expectEqual(String((await balances(supplier.maker))[invoice.currency]), String(price), "the supplier's cash");
  const { mine } = (await earlier.maker.get(`/v1/receivables/${receivable}`)) as { mine: { amount: unknown } };
  expectEqual(String(minorUnitsOf(mine.amount)), String(lot), "the winner's units");
  return {
    title: "The deadline passes, and the round is closed: nobody has to be there",
    lines: [
      `${spent.name} is passed over: it has not got the cash. ${limited.name} too: by its own limit.`,
      `${earlier.name} gets ${amounts.shown(lot)} for ${amounts.shown(price)}: ${later.name} bid the same, later.`,
      `A bid after the deadline: ${String(late.body["detail"])}.`,
    ],
    data: { winner: of(earlier.id)["id"], price: amounts.money(price), fates },
  };
}

async function closed({ cast, round }: AuctionScene): Promise<void> {
  await sleep(Math.max(0, round.deadline - Date.now()));
  const end = Date.now() + PATIENCE_MS;
  const status = async (): Promise<unknown> => (await cast.supplier.maker.get(`/v1/asks/${round.ask}`))["status"];
  while (["open", "closing"].includes(String(await status()))) {
    if (Date.now() > end) throw new StoryFailed("nobody has closed the round after its deadline");
    await sleep(100);
  }
}
