import { addMonths } from "../../../services/domain/date.ts";
import type { Json } from "../client.ts";
import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import { hashOf } from "./scene.ts";
import type { PledgeScene } from "./scene.ts";

const [HIGH, LOW] = [80_000_000n, 60_000_000n];

/** What an appraiser says the startup's own patent is worth. */
const valuation = (scene: PledgeScene, value: bigint, months: number, more: Json = {}): Json => ({
  standard: "IVS 210",
  approach: "income",
  premise: "orderly liquidation",
  value: scene.amounts.money(value),
  date: addMonths(scene.today, -months),
  validUntil: addMonths(scene.today, 12),
  report: hashOf(`report on ${String(value)}`),
  ...more,
});

/** Only admitted appraisers value; the policy says which of several counts, and what is revoked or struck never does. */
export async function value(scene: PledgeScene): Promise<Told> {
  const { appraiser, surveyor, bank, startup, rival } = scene.cast;
  const path = `/v1/assets/${scene.assets.own}/valuations`;
  const made = async (by: StoryParty, body: Json): Promise<string> =>
    ((await act(by, path, body))["result"] as { attestation: string }).attestation;
  const counted = async (asOf?: string): Promise<unknown> =>
    (await bank.maker.get(asOf === undefined ? path : `${path}?asOf=${asOf}`))["counted"];
  const stranger = await bank.maker.post(path, valuation(scene, HIGH, 0));
  expectEqual([stranger.status, stranger.body["code"]], [422, "issuer-not-admitted"], "a valuation by the lender");

  const low = await made(appraiser, valuation(scene, LOW, 6));
  const high = await made(surveyor, valuation(scene, HIGH, 1, { approach: "market" }));
  const shown = (id: string, amount: bigint): Json => ({ valuation: id, value: scene.amounts.money(amount) });
  const both = [{ currency: "EUR", lowest: shown(low, LOW), latest: shown(high, HIGH) }];
  expectEqual(await counted(), both, "what counts of two valuations");
  expectEqual((await rival.maker.send("GET", path)).status, 404, "the valuations as the rival sees them");
  const between = new Date().toISOString();

  const foreign = await startup.maker.post(`${path}/${low}/revocation`, { reason: "too low" });
  expectEqual([foreign.status, foreign.body["contractError"]], [422, "NotIssuer"], "a revocation by the owner");
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await act(appraiser, `${path}/${low}/revocation`, { reason: "an error of scale" });
  const latter = [{ currency: "EUR", lowest: shown(high, HIGH), latest: shown(high, HIGH) }];
  expectEqual(await counted(), latter, "what counts once the lower one is revoked");
  expectEqual(await counted(between), both, "what counted before");

  await scene.registrar.act(`/v1/parties/${surveyor.id}/renewal`, {
    kybValidUntil: addMonths(scene.today, 12),
    roles: ["enterprise"],
  });
  await scene.registrar.act(`${path}/${high}/revocation`, { reason: "no longer admitted as an appraiser" });
  expectEqual(await counted(), [], "what counts once the other one is struck");
  const late = await surveyor.maker.post(path, valuation(scene, HIGH, 0));
  expectEqual([late.status, late.body["code"]], [422, "issuer-not-admitted"], "a valuation by a former appraiser");
  const last = await made(appraiser, valuation(scene, HIGH, 0));
  return {
    title: "Appraisers value the startup's own patent",
    lines: [
      `by the lender: ${String(stranger.body["detail"])}`,
      `${scene.amounts.shown(LOW)} six months ago, ${scene.amounts.shown(HIGH)} a month ago: the lowest, or the latest, counts`,
      `revoked by the owner: ${String(foreign.body["detail"])}`,
      "revoked by its appraiser, the lower one counts no more; struck by the registrar, the other one neither",
    ],
    data: { valuation: last },
  };
}
