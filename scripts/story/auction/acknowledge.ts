import { setTimeout as sleep } from "node:timers/promises";

import { minorUnitsOf } from "../amounts.ts";
import { expectEqual, expectStatus, StoryFailed } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";
import { RATE_BPS } from "./standing.ts";

const PATIENCE_MS = 60_000;

/** Financier and supplier have both signed beforehand: what the buyer acknowledges next is financed without anybody's act. */
export async function acknowledge(scene: AuctionScene): Promise<Told> {
  const { cast, amounts, invoice, document, days } = scene;
  const { supplier, buyer, low } = cast;
  const made = await act(low, "/v1/standing-offers", {
    seller: supplier.id,
    limit: amounts.money(invoice.payable),
    rateBps: RATE_BPS,
    dayCount: "ACT/360",
    maxDays: 3_650,
    until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  });
  const { standingOffer } = made["result"] as { standingOffer: string };
  await act(supplier, `/v1/standing-offers/${standingOffer}/entrustment`, { entrusted: true });

  const number = `${invoice.number}-2`;
  const next = Buffer.from(document.bytes).toString().replace(`>${invoice.number}<`, `>${number}<`);
  const told = expectStatus(await supplier.maker.post("/v1/receivables", Buffer.from(next)), [200], "registration");
  const { receivable } = told.body["result"] as { receivable: string };
  const approved = invoice.payable / 2n;
  await act(buyer, `/v1/receivables/${receivable}/acknowledgement`, {
    waivers: ["set-off", "defences"],
    amount: amounts.money(approved),
  });
  await financed(scene, receivable, approved);

  const discount = (approved * BigInt(RATE_BPS) * days + 3_599_999n) / 3_600_000n;
  scene.received += approved - discount;
  expectEqual(
    String((await balances(supplier.maker))[invoice.currency]),
    String(scene.received),
    "the supplier's cash after the acknowledgement",
  );
  return {
    title: `${supplier.name} entrusts its claims to ${low.name}'s offer: the next is sold as soon as it is acknowledged`,
    lines: [
      `invoice ${number}, of which ${buyer.name} acknowledges ${amounts.shown(approved)}`,
      `${supplier.name} has ${amounts.shown(approved - discount)} of it at once, ${low.name} the claim; neither had to act`,
    ],
    data: { standingOffer, receivable, approved: amounts.money(approved), price: amounts.money(approved - discount) },
  };
}

async function financed({ cast }: AuctionScene, receivable: string, units: bigint): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await cast.low.maker.send("GET", `/v1/receivables/${receivable}`);
    const mine = status === 200 ? (body["mine"] as Json | null) : null;
    if (mine && minorUnitsOf(mine["amount"]) === units) return;
    if (Date.now() > end) throw new StoryFailed("nobody has financed the acknowledged claim");
    await sleep(100);
  }
}
