import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { COMMITMENTS, TOTAL } from "./scene.ts";
import type { LendingScene } from "./scene.ts";

/** The borrower proposes, each lender accepts the same terms for its own part, the agent confirms what was a condition. */
export async function agree(scene: LendingScene): Promise<Told> {
  const { startup, lenders, bank } = scene.cast;
  const { money, shown } = scene.amounts;
  const [agent] = lenders;
  const proposal = await act(startup, "/v1/facilities", {
    agent: agent.id,
    commitments: lenders.map(({ id }, at) => ({ lender: id, amount: money(COMMITMENTS[at] ?? 0n) })),
    rate: "0.0435",
    lateRate: "0.02",
    convention: "ACT/360",
    feeBps: 50,
    majorityBps: 6_667,
    availableUntil: `${scene.dayAfter(60)}T12:00:00Z`,
    maturity: scene.dayAfter(400),
    graceDays: 5,
    cureDays: 10,
    documentRoot: `0x${"5a".repeat(32)}`,
    conditions: ["Articles and register excerpt are in order"],
    reportDates: [scene.dayAfter(90), scene.dayAfter(180)],
  });
  scene.facility = (proposal["result"] as { facility: string }).facility;
  const facility = `/v1/facilities/${scene.facility}`;
  const foreign = await bank.maker.send("GET", facility);
  expectEqual(foreign.status, 404, "the facility as one sees it whom it does not concern");
  for (const lender of lenders) await act(lender, `${facility}/acceptance`);
  const early = await startup.maker.post(`${facility}/draws`, request(scene));
  expectStatus(early, [422], "a draw before the conditions are confirmed");
  expectEqual(early.body["contractError"], "ConditionsMissing", "refusal of a draw before the conditions");
  await act(agent, `${facility}/conditions`, { condition: 0, evidence: "register excerpt of this month" });
  const { status, undrawn } = await startup.maker.get(facility);
  expectEqual([status, undrawn], ["agreed", money(TOTAL)], "status and undrawn amount");
  return {
    title:
      "Start-up and lenders agree a facility; its id is the hash of its terms, so that whoever accepts it has signed them",
    lines: [
      `facility ${scene.facility}`,
      ...lenders.map(({ name }, at) => `${name} lends up to ${shown(COMMITMENTS[at] ?? 0n)}`),
      `Before the condition is confirmed nothing is drawn: ${String(early.body["detail"])}.`,
    ],
    data: { facility: scene.facility, status, undrawn },
  };
}

/** Half of it repaid after 180 days, half after 360. */
export function request(scene: LendingScene): object {
  const { money } = scene.amounts;
  return {
    amount: money(TOTAL),
    minimum: money(TOTAL / 2n),
    fundBy: `${scene.dayAfter(3)}T12:00:00Z`,
    schedule: { kind: "equal-principal", dueDates: [scene.dayAfter(180), scene.dayAfter(360)] },
  };
}
