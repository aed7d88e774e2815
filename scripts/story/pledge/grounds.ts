import { addMonths } from "../../../services/domain/date.ts";
import type { Json } from "../client.ts";
import { expectEqual } from "../client.ts";
import type { Told } from "../story.ts";
import { proposal } from "./lien.ts";
import { hashOf } from "./scene.ts";
import type { PledgeScene } from "./scene.ts";

const EVIDENCE = hashOf("the office's notice");

/** Each ground on which an office refuses is a problem of its own, and changes nothing. */
export async function grounds(scene: PledgeScene): Promise<Told> {
  const { startup, coOwner, fund } = scene.cast;
  const { own, shared } = scene.assets;
  const history = async (): Promise<unknown> => (await startup.maker.get(`/v1/assets/${shared}`))["history"];
  const told: string[] = [];
  const refused = async (code: string, body: Json): Promise<void> => {
    const before = await history();
    const { status, body: problem } = await startup.maker.post("/v1/liens", body);
    expectEqual([status, problem["code"]], [422, code], `refusal ${code}`);
    expectEqual(await history(), before, `what ${code} has changed`);
    told.push(`${code}: ${String(problem["detail"])}`);
  };
  const record = (path: string, body: Json): Promise<Json> =>
    scene.registrar.act(`/v1/assets/${shared}/${path}`, { ...body, evidence: EVIDENCE });
  const given = proposal(scene, shared, fund);
  const contract = given["contract"] as Json;
  const without = (name: string): Json => Object.fromEntries(Object.entries(contract).filter(([key]) => key !== name));

  await refused("contract-incomplete", { ...given, contract: without("scope") });
  await refused("debt-outlives-right", { ...given, contract: { ...contract, debtDueOn: addMonths(scene.today, 121) } });
  await refused("already-pledged", { ...given, kind: "pledge" });
  await record("contests", { pending: true });
  await refused("invalidation-pending", given);
  await record("contests", { pending: false });
  await record("restraints", { withheld: true });
  await refused("title-withheld", given);
  await record("restraints", { withheld: false });
  await record("fees", { paidUntil: addMonths(scene.today, -1), zone: "America/New_York" });
  await refused("fees-unpaid", given);
  await record("fees", { paidUntil: "none", zone: "America/New_York" });
  await record("stage", { stage: "application" });
  await refused("not-granted", given);
  await record("stage", { stage: "granted" });
  await record("lapse", {});
  await refused("right-ended", given);
  await record("restoration", {});
  await refused("not-verified", given);
  await record("verification", {});
  const foreign = await fund.maker.post("/v1/liens", { ...proposal(scene, own, coOwner) });
  expectEqual([foreign.status, foreign.body["code"]], [422, "owner-mismatch"], "a lien proposed by a lender");
  told.push(`owner-mismatch: ${String(foreign.body["detail"])}`);
  return {
    title: "Every ground on which an office refuses is told apart, and nothing changes",
    lines: told,
    data: { told },
  };
}
