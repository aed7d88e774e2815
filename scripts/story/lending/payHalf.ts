import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { TOTAL } from "./scene.ts";
import type { LendingScene } from "./scene.ts";

/** 500,000.00 at 4.35 % for 180 days of 360. */
const INTEREST = 10_875_00n;
const FEES = 2_500_00n;

/** Half a year later the first instalment is due: fees, then interest, then principal. A lender sells a part. */
export async function payHalf(scene: LendingScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const [, second, third] = lenders;
  const drawdown = `/v1/drawdowns/${scene.drawdown}`;
  const due = scene.dayAfter(180);
  const foreseen = await startup.maker.get(`${drawdown}?asOf=${due}`);
  expectEqual(
    foreseen["due"],
    { fees: money(FEES), interest: money(INTEREST), principal: money(TOTAL / 2n) },
    "what will be due after 180 days",
  );
  await scene.passTo(due);
  const paid = FEES + INTEREST + TOTAL / 2n;
  await scene.deposit(startup, FEES + INTEREST * 2n, "income of the start-up");
  await act(startup, `/v1/facilities/${scene.facility}/payments`, { amount: money(paid) });
  const { owed, due: left } = await startup.maker.get(drawdown);
  const nothing = { fees: money(0n), interest: money(0n), principal: money(0n) };
  expectEqual([left, owed], [nothing, { ...nothing, principal: money(TOTAL / 2n) }], "what is due and owed then");
  const part = 50_000_00n;
  await act(second, `${drawdown}/transfers`, { to: third.id, amount: money(part), reference: "assignment 1" });
  const { mine } = (await third.maker.get(drawdown)) as { mine: { amount: unknown; outstanding: unknown } };
  expectEqual([mine.amount, mine.outstanding], [money(150_000_00n), money(75_000_00n)], "what the third lender holds");
  return {
    title: `On ${due} the start-up pays its first instalment; then ${second.name} assigns a part to ${third.name}`,
    lines: [
      `${shown(paid)}: fees ${shown(FEES)}, interest ${shown(INTEREST)}, principal ${shown(TOTAL / 2n)}`,
      `${shown(part)} of the units assigned: they carry half of it still, the other half is repaid`,
    ],
    data: { paid: money(paid), owed, mine },
  };
}
