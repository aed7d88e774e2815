import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { COMMITMENTS, CURRENCY, TOTAL } from "./scene.ts";
import type { LendingScene } from "./scene.ts";
import { PRICE } from "./sellPart.ts";

/** 250,000.00 at 4.35 % for 180 days of 360. */
const INTEREST = 5_437_50n;
/** Fees, interest and half of the principal, half a year before. */
const FIRST = 263_375_00n;
/** What each has got in the end: its part of the first payment by what it lent, of the last by what it held then, and the sale. */
const EXPECTED = [
  FIRST / 2n + (255_437_50n * 3n) / 5n - PRICE,
  (FIRST * 3n) / 10n + 255_437_50n / 5n,
  FIRST / 5n + 255_437_50n / 5n + PRICE,
] as const;

/** A year after the draw the rest is due; all that was paid is the lenders', by the units they held each time. */
export async function repay(scene: LendingScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const drawdown = `/v1/drawdowns/${scene.drawdown}`;
  const payments = `/v1/facilities/${scene.facility}/payments`;
  await scene.passTo(scene.dayAfter(360));
  const last = TOTAL / 2n + INTEREST;
  const tooMuch = await startup.maker.post(payments, { amount: money(last + 1n) });
  expectStatus(tooMuch, [422], "a payment of more than is owed");
  expectEqual(tooMuch.body["contractError"], "ExceedsOwed", "refusal of a payment of more than is owed");
  await act(startup, payments, { amount: money(last), drawdown: scene.drawdown });
  const got: bigint[] = [];
  for (const [at, lender] of lenders.entries()) {
    await act(lender, `${drawdown}/redemptions`);
    const cash = (await balances(lender.maker))[CURRENCY] ?? 0n;
    got.push(cash - (COMMITMENTS[at] ?? 0n));
  }
  expectEqual(got.map(String), EXPECTED.map(String), "what each lender got");
  const { status } = await startup.maker.get(drawdown);
  const { outstanding } = await startup.maker.get(`/v1/facilities/${scene.facility}`);
  expectEqual([status, outstanding], ["repaid", money(0n)], "status in the end");
  return {
    title: "A year after the draw the start-up repays the rest; every lender redeems and has its money to the cent",
    lines: lenders.map(({ name }, at) => `${name}: ${shown(got[at] ?? 0n)}`),
    data: { status, got: got.map(String) },
  };
}
