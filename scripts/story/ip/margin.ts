import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { IpScene } from "./scene.ts";

const DRAWN = 300_000_00n;
const FALLEN = 350_000_00n;
const FALLS_ON = 60;
/** To 75 % of what the patent is worth still. */
const CURED_BY_PAYMENT = DRAWN - (FALLEN * 3n) / 4n;
const CURED_BY_VALUE = (DRAWN * 4n) / 3n - FALLEN;
const TRADEMARK = { worth: 120_000_00n, secures: 80_000_00n };

interface Shown {
  readonly status: string;
  readonly covenants: { readonly ltv: Json; readonly marginCall: Json | null; readonly default: Json | null };
}

const shownOn = async (scene: IpScene, day?: string): Promise<Shown> => {
  const query = day === undefined ? "" : `?asOf=${day}`;
  return (await scene.cast.startup.maker.get(`/v1/facilities/${scene.facility}${query}`)) as unknown as Shown;
};

/** A second report is lower, and the lowest counts: a lender records the margin call, and draws stop. */
export async function fall(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [, second] = lenders;
  const { money, shown } = scene.amounts;
  const facility = `/v1/facilities/${scene.facility}`;
  await scene.passTo(scene.dayAfter(FALLS_ON));
  const early = await second.maker.post(`${facility}/margin-calls`, {});
  expectEqual([early.status, early.body["contractError"]], [422, "NotBreached"], "a margin call without a breach");
  await scene.value(FALLEN);
  const { covenants } = await shownOn(scene);
  const { ltv } = covenants;
  expectEqual(
    [ltv["value"], ltv["bps"], ltv["breached"], ltv["cureByPayment"], ltv["cureByValue"]],
    [money(FALLEN), 8_571, true, money(CURED_BY_PAYMENT), money(CURED_BY_VALUE)],
    "loan to value once the patent is worth less",
  );
  await act(second, `${facility}/margin-calls`);
  for (const party of [startup, ...lenders])
    await scene.told(party, "facility.margin-called", `facilities/${scene.facility}`);
  const { status, covenants: called } = await shownOn(scene);
  expectEqual(
    [status, called.marginCall?.["value"]],
    ["suspended", money(FALLEN)],
    "the facility once the margin is called",
  );
  const draw = await startup.maker.post(`${facility}/draws`, {
    amount: money(1n),
    minimum: money(1n),
    fundBy: `${scene.dayAfter(190)}T12:00:00Z`,
    schedule: { kind: "bullet", dueDates: [scene.dayAfter(360)] },
  });
  expectEqual([draw.status, draw.body["contractError"]], [422, "NotAgreed"], "a draw under a margin call");
  const hasty = await second.maker.post(`${facility}/defaults`, { ground: "margin" });
  expectEqual([hasty.status, hasty.body["contractError"]], [422, "StillCuring"], "a default before the time is over");
  return {
    title: `A new report values the patent at ${shown(FALLEN)}: ${second.name} records a margin call`,
    lines: [
      `${shown(DRAWN)} on ${shown(FALLEN)} is 85.71 %, agreed are 75 %`,
      `cured by a payment of ${shown(CURED_BY_PAYMENT)} or ${shown(CURED_BY_VALUE)} more of value, until ${String(called.marginCall?.["cureBy"])}`,
      "start-up and lenders are told of it at once",
      `nothing is drawn meanwhile: ${String(draw.body["detail"])}`,
    ],
    data: { ltv, marginCall: called.marginCall },
  };
}

/** The borrower adds a trademark; whoever likes records the cure. What was is still told of any past day. */
export async function cure(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [agent, , third] = lenders;
  const { money, shown } = scene.amounts;
  const facility = `/v1/facilities/${scene.facility}`;
  await scene.passTo(scene.dayAfter(FALLS_ON + 5));
  const vain = await startup.maker.post(`${facility}/cures`, {});
  expectEqual([vain.status, vain.body["contractError"]], [422, "StillBreached"], "a cure by nothing");
  await scene.trademark();
  const debt = { facility: scene.facility };
  const terms = { dueOn: scene.dayAfter(400), sequence: 2, owners: [startup] };
  const lien = await scene.pledge("trademark", agent, TRADEMARK.secures, debt, terms);
  await scene.value(TRADEMARK.worth);
  await act(startup, `${facility}/collateral`, { lien });
  await act(third, `${facility}/cures`);
  const { status, covenants } = await shownOn(scene);
  const value = FALLEN + TRADEMARK.secures;
  expectEqual(
    [status, covenants.ltv["value"], covenants.ltv["breached"], covenants.marginCall],
    ["agreed", money(value), false, null],
    "the facility once it is cured",
  );
  const then = await shownOn(scene, scene.dayAfter(FALLS_ON + 1));
  const before = await shownOn(scene, scene.dayAfter(FALLS_ON - 1));
  expectEqual(
    [then.covenants.ltv["breached"], then.covenants.marginCall?.["value"], before.covenants.marginCall],
    [true, money(FALLEN), null],
    "what is told of the day after the call, and of that before",
  );
  expectEqual(before.covenants.ltv["value"], money(600_000_00n), "what the collateral counted for before");
  return {
    title: `Five days later the start-up pledges a trademark: it counts for ${shown(TRADEMARK.secures)}, and the call is cured`,
    lines: [
      `${shown(DRAWN)} on ${shown(value)} is ${String(covenants.ltv["bps"])} basis points`,
      `still told: on ${scene.dayAfter(FALLS_ON + 1)} a margin call was open, on ${scene.dayAfter(FALLS_ON - 1)} none was`,
    ],
    data: { status, ltv: covenants.ltv, before: before.covenants.ltv },
  };
}
