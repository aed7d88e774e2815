import { minorUnitsOf } from "../amounts.ts";
import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { IBAN } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** The holders redeem what they hold and have the cash paid to their bank accounts. */
export async function payOut(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts, part, rest } = scene;
  const holders: [StoryParty, bigint][] = [
    [cast.subSupplier, part],
    [cast.financier, rest],
  ];
  for (const [holder, due] of holders) await redeemAndWire(scene, holder, due);
  const { historyLength } = await cast.supplier.maker.get(`/v1/receivables/${receivable}`);
  return {
    title: "The holders are paid to the cent, redeem, and have their cash paid out to their bank accounts",
    lines: holders.map(([{ name }, due]) => `${name}: ${amounts.shown(due)}, units burnt, wired to ${IBAN}`),
    data: { paid: Object.fromEntries(holders.map(([{ name }, due]) => [name, String(due)])), historyLength },
  };
}

async function redeemAndWire(
  { cast, receivable, amounts, invoice }: Scene,
  holder: StoryParty,
  due: bigint,
): Promise<void> {
  const { currency } = invoice;
  const cash = async (): Promise<bigint> => (await balances(holder.maker))[currency] ?? 0n;
  const before = await cash();
  const { mine } = (await holder.maker.get(`/v1/receivables/${receivable}`)) as { mine: { withdrawn: unknown } };
  await act(holder, `/v1/receivables/${receivable}/redemptions`);
  const paid = (await cash()) - before + minorUnitsOf(mine.withdrawn);
  expectEqual(String(paid), String(due), `what ${holder.name} was paid in all`);
  const requested = await act(holder, "/v1/cash/payouts", { amount: amounts.money(paid), iban: IBAN });
  const { payout } = requested["result"] as { payout: string };
  await act(cast.bank, `/v1/cash/payouts/${currency}/${payout}/confirmation`, {
    bankReference: `payout ${receivable.slice(2, 10)} ${payout}`,
  });
}
