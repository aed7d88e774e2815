import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { TOTAL } from "../lending/scene.ts";
import type { IpScene } from "./scene.ts";

const SECURED = 600_000_00n;
const WORTH = 800_000_00n;
/** Up to half of what the collateral counts for may be drawn. */
const DRAWN = 300_000_00n;
const FEES_PAID_FOR = 120;

/** The start-up pledges its patent for a facility of three lenders, and an appraiser says what it is worth. */
export async function secure(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [agent] = lenders;
  const { money, shown } = scene.amounts;
  await scene.join("appraiser", "Meyer Valuers");
  await scene.patent([{ party: startup, parts: 1 }], scene.dayAfter(FEES_PAID_FOR));
  await scene.agree({
    collateral: { maxLtvBps: 7_500, drawLtvBps: 5_000, policy: "lowest" },
    availableUntil: `${scene.dayAfter(200)}T12:00:00Z`,
  });
  const facility = `/v1/facilities/${scene.facility}`;
  const lien = await scene.pledge(
    "agent",
    agent,
    SECURED,
    { facility: scene.facility },
    {
      dueOn: scene.dayAfter(400),
      sequence: 1,
      owners: [startup],
    },
  );
  const bare = await draw(scene, DRAWN);
  expectEqual([bare.status, bare.body["code"]], [422, "above-ltv"], "a draw without collateral");
  await act(agent, `${facility}/collateral`, { lien });
  const unvalued = await agent.maker.get(`${facility}/collateral`);
  expectEqual(unvalued["value"], money(0n), "what a lien counts for without a valuation");
  await scene.value(WORTH);
  const { value, liens } = await agent.maker.get(`${facility}/collateral`);
  expectEqual(value, money(SECURED), "what the collateral counts for");
  return {
    title: "A start-up pledges a patent for a facility of three lenders",
    lines: [
      `valued at ${shown(WORTH)}, it counts for the ${shown(SECURED)} that it secures; without a valuation for nothing`,
      `a draw without collateral: ${String(bare.body["detail"])}`,
    ],
    data: { facility: scene.facility, asset: scene.asset, lien, liens },
  };
}

const draw = (scene: IpScene, amount: bigint) =>
  scene.cast.startup.maker.post(`/v1/facilities/${scene.facility}/draws`, {
    amount: scene.amounts.money(amount),
    minimum: scene.amounts.money(amount),
    fundBy: `${scene.dayAfter(190)}T12:00:00Z`,
    schedule: { kind: "bullet", dueDates: [scene.dayAfter(360)] },
  });

/** What is drawn is bounded by what the collateral counts for. */
export async function drawHalf(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const above = await draw(scene, DRAWN + 1n);
  expectEqual([above.status, above.body["code"]], [422, "above-ltv"], "a draw above loan to value");
  const requested = await draw(scene, DRAWN);
  expectEqual(requested.status, 200, "the draw");
  scene.drawdown = (requested.body["result"] as { drawdown: string }).drawdown;
  for (const lender of lenders) await act(lender, `/v1/drawdowns/${scene.drawdown}/fundings`);
  await act(startup, `/v1/drawdowns/${scene.drawdown}/closing`);
  const { outstanding } = await startup.maker.get(`/v1/facilities/${scene.facility}`);
  expectEqual(outstanding, money(DRAWN), "what is outstanding");
  return {
    title: "It draws half of what the collateral counts for, and not a cent more",
    lines: [`${shown(DRAWN)} lent; a cent more: ${String(above.body["detail"])}`],
    data: { drawdown: scene.drawdown, outstanding, of: money(TOTAL) },
  };
}

/** Every lender hears of a fee that nears and is not paid, not only the one that holds the lien. */
export async function missFee(scene: IpScene): Promise<Told> {
  const subject = `assets/${scene.asset}`;
  const { lenders } = scene.cast;
  await scene.passTo(scene.dayAfter(FEES_PAID_FOR - 60));
  for (const lender of lenders) await scene.told(lender, "asset.fee-due-soon", subject);
  await scene.passTo(scene.dayAfter(FEES_PAID_FOR + 2));
  for (const lender of lenders) await scene.told(lender, "asset.fee-unpaid", subject);
  const { value, liens } = await lenders[0].maker.get(`/v1/facilities/${scene.facility}/collateral`);
  const [lien] = liens as { usable: boolean }[];
  expectEqual([value, lien?.usable], [scene.amounts.money(0n), false], "the collateral once the fee is unpaid");
  const obstacles = (await lenders[0].maker.get(`/v1/assets/${scene.asset}`))["obstacles"];
  return {
    title: "The annual fee falls due and nobody pays it: every lender is told ahead, and then",
    lines: [`obstacles: ${(obstacles as string[]).join(", ")}; the lien counts for nothing from that day on`],
    data: { obstacles, value },
  };
}

/** Proceedings against the patent, then its end; what it counted for on an earlier day is still known. */
export async function lapse(scene: IpScene): Promise<Told> {
  const { lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const subject = `assets/${scene.asset}`;
  const path = `/v1/facilities/${scene.facility}/collateral`;
  await scene.record("contests", { pending: true });
  for (const lender of lenders) await scene.told(lender, "asset.contest-recorded", subject);
  await scene.record("lapse", {});
  for (const lender of lenders) await scene.told(lender, "asset.expired", subject);
  const { value } = await lenders[0].maker.get(path);
  expectEqual(value, money(0n), "what the lapsed patent counts for");
  const then = `${scene.dayAfter(30)}T12:00:00Z`;
  const before = await lenders[0].maker.get(`${path}?asOf=${then}`);
  expectEqual(before["value"], money(SECURED), "what it counted for a month after the draw");
  const more = await draw(scene, 1n);
  expectEqual([more.status, more.body["code"]], [422, "above-ltv"], "a draw on nothing");
  return {
    title: "Somebody asks to have the patent declared invalid, and it lapses: the lenders hear of both",
    lines: [
      `on ${then.slice(0, 10)} it counted for ${shown(SECURED)}, now for nothing`,
      `nothing more is drawn: ${String(more.body["detail"])}`,
    ],
    data: { value, before: before["value"] },
  };
}
