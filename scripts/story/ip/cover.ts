import { minorUnitsOf } from "../amounts.ts";
import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { DUE_IN, FIRST, FUND, GRACE_DAYS, cashOf } from "./defaultTerms.ts";
import type { IpScene } from "./scene.ts";

/** What the sale has left unpaid: the fund takes its share of it. */
export async function coverRest(scene: IpScene): Promise<Told> {
  const { lenders } = scene.cast;
  const [agent] = lenders;
  const fund = scene.other("fund");
  const { money, shown } = scene.amounts;
  const guarantee = `/v1/guarantees/${scene.facility}`;
  await scene.passTo(scene.dayAfter(DUE_IN + 6 + GRACE_DAYS + 1));
  await act(agent, `${guarantee}/demand`, { reason: "the patent is sold, the rest is not paid" });
  const { loss } = await agent.maker.get(guarantee);
  const share = (minorUnitsOf(loss) * FUND.bps) / 10_000n;
  await act(agent, `${guarantee}/payments`, { share: 0 });
  const seen = await fund.maker.get(guarantee);
  expectEqual([seen["paid"], seen["loss"], seen["outstanding"]], [money(share), loss, money(share)], "the cover");
  await act(fund, `${guarantee}/releases`, { share: 0 });
  expectEqual(String(await cashOf(fund)), String(FUND.cap - share), "what is left of the fund's reserve");
  const got: bigint[] = [];
  for (const lender of lenders) {
    const before = await cashOf(lender);
    await act(lender, `/v1/drawdowns/${scene.drawdown}/withdrawals`);
    got.push((await cashOf(lender)) - before);
  }
  const sum = got.reduce((a, b) => a + b, 0n);
  expectEqual(
    sum <= FIRST + share && sum > FIRST + share - 3n,
    true,
    "what the lenders got, but for the rounding of each",
  );
  return {
    title: `${shown(minorUnitsOf(loss))} is left unpaid: ${fund.name} takes its fifth, the lenders bear the rest`,
    lines: [
      `${fund.name} pays ${shown(share)} out of its reserve and takes back what is left of it`,
      ...lenders.map(({ name }, at) => `${name}: ${shown(got[at] ?? 0n)} so far`),
      "the start-up owes as much as before",
    ],
    data: { loss, cover: money(share), got: got.map(String) },
  };
}

/** The start-up pays everything after all: the lenders first, then the fund, with the interest on what it paid. */
export async function recover(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const fund = scene.other("fund");
  const { shown } = scene.amounts;
  const guarantee = `/v1/guarantees/${scene.facility}`;
  const facility = `/v1/facilities/${scene.facility}`;
  await scene.passTo(scene.dayAfter(DUE_IN * 2));
  const { loss, paid, outstanding } = await fund.maker.get(guarantee);
  const [owed, back] = [minorUnitsOf(loss), minorUnitsOf(outstanding)];
  expectEqual(back > minorUnitsOf(paid), true, "interest on what the fund paid");
  await scene.deposit(startup, owed, `the first customer pays ${scene.facility.slice(2, 10)}`);
  await act(startup, `${facility}/payments`, { amount: scene.amounts.money(owed - back) });
  const early = await fund.maker.post(`${guarantee}/recoveries`, { share: 0 });
  expectEqual(
    [early.status, early.body["contractError"]],
    [422, "NothingToRecover"],
    "a recovery before lenders are whole",
  );
  await act(startup, `${facility}/payments`, { amount: scene.amounts.money(back) });
  const before = await cashOf(fund);
  await act(fund, `${guarantee}/recoveries`, { share: 0 });
  expectEqual(String((await cashOf(fund)) - before), String(back), "what the fund got back");
  for (const lender of lenders.slice(0, 2)) await act(lender, `${facility}/releases`);
  for (const lender of lenders) await act(lender, `/v1/drawdowns/${scene.drawdown}/redemptions`);
  const { status } = await startup.maker.get(`/v1/drawdowns/${scene.drawdown}`);
  expectEqual(status, "repaid", "the loan in the end");
  return {
    title: "Half a year later the start-up pays all of it: the lenders are made whole, then the fund",
    lines: [
      `${shown(owed - back)} to the lenders, ${shown(back)} to ${fund.name}: ${shown(minorUnitsOf(paid))} and its interest`,
      `before the lenders are whole: ${String(early.body["detail"])}`,
    ],
    data: { owed: String(owed), fund: String(back) },
  };
}
