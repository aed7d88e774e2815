import { minorUnitsOf } from "../amounts.ts";
import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

/** The buyer pays its bank, and three financiers have exactly what they bought. */
export async function settle({
  cast,
  receivable,
  amounts,
  invoice,
  lot,
  negotiated,
  rest,
}: AuctionScene): Promise<Told> {
  const { bank, earlier, later, low } = cast;
  await act(bank, `/v1/receivables/${receivable}/payments`, {
    source: "wire",
    amount: amounts.money(invoice.payable),
    bankReference: `wire ${receivable.slice(2, 10)}`,
  });
  const holders: [StoryParty, bigint][] = [
    [earlier, lot],
    [later, negotiated],
    [low, rest],
  ];
  for (const [holder, units] of holders) {
    await act(holder, `/v1/receivables/${receivable}/redemptions`);
    const { mine } = (await holder.maker.get(`/v1/receivables/${receivable}`)) as { mine: { withdrawn: unknown } };
    expectEqual(String(minorUnitsOf(mine.withdrawn)), String(units), `what ${holder.name} was paid`);
  }
  const { status } = await earlier.maker.get(`/v1/receivables/${receivable}`);
  return {
    title: "The buyer pays, and each financier gets exactly what it bought",
    lines: holders.map(([{ name }, units]) => `${name} ${amounts.shown(units)}`),
    data: { status, paid: Object.fromEntries(holders.map(([{ id }, units]) => [id, String(units)])) },
  };
}
