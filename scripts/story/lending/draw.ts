import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { request } from "./agree.ts";
import { CURRENCY, TOTAL } from "./scene.ts";
import type { LendingScene } from "./scene.ts";

/** Each lender pays in its part; the loan is a token of which each holds its principal in units. */
export async function draw(scene: LendingScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const facility = `/v1/facilities/${scene.facility}`;
  const requested = await act(startup, `${facility}/draws`, request(scene));
  scene.drawdown = (requested["result"] as { drawdown: string }).drawdown;
  const drawdown = `/v1/drawdowns/${scene.drawdown}`;
  const [first, ...others] = lenders;
  await act(first, `${drawdown}/fundings`);
  const early = await startup.maker.post(`${drawdown}/closing`, {});
  expectStatus(early, [422], "closing while lenders have time to pay in");
  for (const lender of others) await act(lender, `${drawdown}/fundings`);
  await act(startup, `${drawdown}/closing`);
  const cash = (await balances(startup.maker))[CURRENCY];
  expectEqual(String(cash), String(TOTAL), "what the borrower has");
  const { holders, owed, drawnOn } = await first.maker.get(drawdown);
  const fees = money(250_000n);
  expectEqual(owed, { fees, interest: money(0n), principal: money(TOTAL) }, "what is owed at first");
  return {
    title: "The start-up draws; each lender pays in its part and holds its principal in units",
    lines: [
      `drawdown ${scene.drawdown}, lent on ${String(drawnOn)}`,
      ...(holders as { holder: { name: string }; amount: { amount: string } }[]).map(
        ({ holder, amount }) => `${holder.name} holds ${shown(BigInt(amount.amount))}`,
      ),
      `fees of ${shown(250_000n)} are due at once`,
    ],
    data: { drawdown: scene.drawdown, holders, owed },
  };
}
