import { expectEqual } from "../client.ts";
import { COMMITMENTS, CURRENCY, TOTAL } from "../lending/scene.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { hashOf } from "./scene.ts";
import type { IpScene } from "./scene.ts";

const WORTH = [700_000_00n, 500_000_00n] as const;
const SECURED = 500_000_00n;
const REPORT_DUE = 90;
/** 500,000.00 at 4.35 % for 180 days of 360, then half of it; then at 3.60 %. */
const INTEREST = [10_875_00n, 4_500_00n] as const;

/** The start-up pledges two patents, an appraiser values both, and three lenders agree. */
export async function secureWithTwo(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [agent] = lenders;
  const { money, shown } = scene.amounts;
  await scene.join("appraiser", "Meyer Valuers");
  await scene.agree({
    collateral: { maxLtvBps: 6_000, drawLtvBps: 5_000, policy: "latest" },
    reportDates: [scene.dayAfter(REPORT_DUE)],
  });
  const facility = `/v1/facilities/${scene.facility}`;
  const liens: string[] = [];
  for (const [at, worth] of WORTH.entries()) {
    await scene.patent([{ party: startup, parts: 1 }], "none");
    const terms = { dueOn: scene.dayAfter(400), sequence: at + 1, owners: [startup] };
    const lien = await scene.pledge(`patent ${String(at)}`, agent, SECURED, { facility: scene.facility }, terms);
    await act(agent, `${facility}/collateral`, { lien });
    await scene.value(worth);
    liens.push(lien);
  }
  const { value } = await startup.maker.get(`${facility}/collateral`);
  expectEqual(value, money(SECURED * 2n), "what two patents count for");
  return {
    title: "A start-up pledges two patents to three lenders",
    lines: [
      `valued at ${WORTH.map(shown).join(" and ")}, each counts for the ${shown(SECURED)} that it secures`,
      `half of that may be drawn: ${shown(TOTAL)}`,
    ],
    data: { facility: scene.facility, liens, value },
  };
}

/** Each lender pays in for its own part; more than the collateral allows is not even asked of them. */
export async function drawAll(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const requested = await act(startup, `/v1/facilities/${scene.facility}/draws`, {
    amount: money(TOTAL),
    minimum: money(TOTAL / 2n),
    fundBy: `${scene.dayAfter(3)}T12:00:00Z`,
    schedule: { kind: "equal-principal", dueDates: [scene.dayAfter(180), scene.dayAfter(360)] },
  });
  scene.drawdown = (requested["result"] as { drawdown: string }).drawdown;
  for (const lender of lenders) await act(lender, `/v1/drawdowns/${scene.drawdown}/fundings`);
  await act(startup, `/v1/drawdowns/${scene.drawdown}/closing`);
  const { outstanding, covenants } = await startup.maker.get(`/v1/facilities/${scene.facility}`);
  const { ltv } = covenants as { ltv: { bps: number; breached: boolean } };
  expectEqual([outstanding, ltv.bps, ltv.breached], [money(TOTAL), 5_000, false], "what is outstanding, on what");
  return {
    title: `The start-up draws ${shown(TOTAL)}, at a loan to value of 50 %`,
    lines: lenders.map(({ name }, at) => `${name} lends ${shown(COMMITMENTS[at] ?? 0n)}`),
    data: { drawdown: scene.drawdown, outstanding, ltv },
  };
}

/** A report is missed, which all see, and filed late. */
export async function report(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const facility = `/v1/facilities/${scene.facility}`;
  const stateOf = async (): Promise<string> => {
    const { covenants } = await lenders[2].maker.get(facility);
    return (covenants as { reports: { state: string }[] }).reports[0]?.state ?? "";
  };
  expectEqual(await stateOf(), "due", "the report before its day");
  await scene.passTo(scene.dayAfter(REPORT_DUE + 1));
  expectEqual(await stateOf(), "missed", "the report the day after");
  await act(startup, `${facility}/reports`, { report: 0, document: hashOf("accounts of the first quarter") });
  expectEqual(await stateOf(), "late", "the report once it is filed");
  return {
    title: `The report of ${scene.dayAfter(REPORT_DUE)} is missing the day after: every lender sees the flag; then it is filed`,
    lines: ["due, missed, filed late"],
    data: { report: "late" },
  };
}

/** Half is repaid; then all three lenders, and not two, agree to a lower rate. */
export async function amend(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const facility = `/v1/facilities/${scene.facility}`;
  const due = scene.dayAfter(180);
  await scene.passTo(due);
  await scene.deposit(startup, INTEREST[0] + INTEREST[1], "income of the start-up");
  await act(startup, `${facility}/payments`, { amount: money(TOTAL / 2n + INTEREST[0]) });
  const asked = { motion: "amendment", votesBy: `${scene.dayAfter(190)}T12:00:00Z`, document: hashOf("side letter") };
  await act(startup, `${facility}/votes`, { ...asked, changes: { rate: "0.036" } });
  const [first, second, third] = lenders;
  for (const lender of [first, second]) await act(lender, `${facility}/ballots`, { vote: 1 });
  const moved = await first.maker.post(`/v1/drawdowns/${scene.drawdown}/transfers`, {
    to: second.id,
    amount: money(1n),
    reference: "sale of a voter's unit",
  });
  expectEqual(
    [moved.status, moved.body["contractError"]],
    [422, "ERC7943InsufficientUnfrozenBalance"],
    "a transfer of units that have voted",
  );
  const { rate } = await startup.maker.get(facility);
  expectEqual(rate, "0.043500", "the rate as long as one lender has not voted");
  await act(third, `${facility}/ballots`, { vote: 1 });
  const { rate: lower, votes } = await startup.maker.get(facility);
  expectEqual([lower, (votes as { status: string }[])[0]?.status], ["0.036000", "carried"], "the rate after all voted");
  for (const lender of lenders) await act(lender, `${facility}/releases`);
  return {
    title: `On ${due} the start-up repays half; then all three lenders agree to 3.60 %, for which two do not suffice`,
    lines: [
      `${shown(TOTAL / 2n)} and ${shown(INTEREST[0])} of interest paid`,
      `who has voted sells no units meanwhile: ${String(moved.body["detail"])}`,
    ],
    data: { rate: lower, votes },
  };
}

/** The rest is repaid at the lower rate, each lender has its part, and the liens are released. */
export async function repayAll(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const facility = `/v1/facilities/${scene.facility}`;
  await scene.passTo(scene.dayAfter(360));
  await act(startup, `${facility}/payments`, { amount: money(TOTAL / 2n + INTEREST[1]) });
  const paid = TOTAL + INTEREST[0] + INTEREST[1];
  const got: bigint[] = [];
  for (const [at, lender] of lenders.entries()) {
    await act(lender, `/v1/drawdowns/${scene.drawdown}/redemptions`);
    const committed = COMMITMENTS[at] ?? 0n;
    const cash = (await balances(lender.maker))[CURRENCY] ?? 0n;
    got.push(cash - committed);
    expectEqual(String(got[at]), String((paid * committed) / TOTAL), `what ${lender.name} got`);
  }
  for (const lien of scene.liens.values())
    await act(lenders[0], `/v1/liens/${lien}/release`, { document: hashOf("deed of release") });
  const { outstanding, covenants } = await startup.maker.get(facility);
  const { ltv } = covenants as { ltv: { value: unknown; breached: boolean } };
  expectEqual([outstanding, ltv.value, ltv.breached], [money(0n), money(0n), false], "the facility in the end");
  return {
    title: "A year after the draw all is repaid, and the patents are free",
    lines: lenders.map(({ name }, at) => `${name}: ${shown(got[at] ?? 0n)}`),
    data: { got: got.map(String) },
  };
}
