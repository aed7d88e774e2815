import { setTimeout as sleep } from "node:timers/promises";

import { Client, expectEqual, StoryFailed } from "../client.ts";
import type { Json } from "../client.ts";
import { minorUnitsOf } from "../amounts.ts";
import { governs } from "../governs.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { LostKeyScene } from "./scene.ts";

/** Longer than this nobody watches a story. */
const PATIENCE_MS = 120_000;

/** After the delay anybody carries the recovery out. The thief's keys are worthless. */
export async function execute(scene: LostKeyScene): Promise<Told> {
  const { registrar, recovery, party, cast } = scene;
  const { executableAt } = await registrar.get(recovery);
  await until(String(executableAt));
  const done = await registrar.act(`${recovery}/execution`);
  expectEqual(done["status"], "done", "execution");
  const { id, apiKeys } = await scene.user();
  for (const key of apiKeys) await registrar.act(`/v1/api-keys/${key.id}/revocation`);
  const stolen = await cast.financier.maker.send("GET", "/v1/me");
  expectEqual(stolen.status, 401, "the stolen API key");
  const { apiKey } = (await registrar.act("/v1/api-keys", { userId: id })) as { apiKey: string };
  scene.owner = scene.owner.stolen(new Client(scene.network.url, apiKey));
  const told = await registrar.get(`${party}/signers`);
  const causes = (told["epochs"] as Json[]).map(({ cause }) => cause);
  expectEqual(causes, ["admission", "rotation", "rotation", "recovery"], "the financier's signer epochs");
  return {
    title: "The delay is over: the recovery is carried out, at the same account, and no token moves",
    lines: [`signer ${scene.owner.address} in its HSM, epoch 4; the stolen keys, API key included, are void`],
    data: { signer: scene.owner.address, epoch: told["epoch"], causes },
  };
}

async function until(instant: string): Promise<void> {
  const left = Date.parse(instant) - Date.now();
  if (left > PATIENCE_MS) {
    throw new StoryFailed(
      `this network waits until ${instant} before it carries a recovery out; play the story on one of its own`,
    );
  }
  await sleep(Math.max(left, 0) + 1_000);
}

/** The guardian lifts the freeze; the holder withdraws and redeems with its new key. */
export async function redeem(scene: LostKeyScene): Promise<Told> {
  const { owner, party, receivable, amounts, rest, invoice } = scene;
  await governs(scene.network, `${party}/unfreeze`, { reason: "keys recovered, holder identified" });
  const path = `/v1/receivables/${receivable}`;
  const cash = async (): Promise<bigint> => (await balances(owner.client))[invoice.currency] ?? 0n;
  const before = await cash();
  const { mine } = (await owner.client.get(path)) as { mine: { amount: unknown } };
  expectEqual(String(minorUnitsOf(mine.amount)), String(rest), "the holder's units after all this");
  await owner.act(`${path}/withdrawals`);
  await owner.act(`${path}/redemptions`);
  expectEqual(String((await cash()) - before), String(rest), "what the holder got");
  return {
    title: "The guardian lifts the freeze; the holder withdraws and redeems with its new key",
    lines: [`${amounts.shown(rest)} to ${scene.cast.financier.name}, to the cent`],
    data: { paid: amounts.money(rest) },
  };
}

/** The override report tells all of it. */
export async function report({ registrar, cast }: LostKeyScene): Promise<Told> {
  const { items } = (await registrar.get("/v1/overrides?limit=20")) as { items: Json[] };
  const own = items.filter(({ party }) => (party as { id: string } | null)?.id === cast.financier.id).toReversed();
  expectEqual(
    own.map(({ kind }) => kind),
    ["freeze", "recovery-proposed", "recovery-confirmed", "recovery-executed", "unfreeze"],
    "the override report",
  );
  const nameless = own.find(({ actor }) => actor === null);
  if (nameless) throw new StoryFailed(`the override ${String(nameless["kind"])} names no actor`);
  return {
    title: "The override report: who overrode whom, why, and in which block",
    lines: own.map(lineOf),
    data: { overrides: own.map(({ kind, block }) => ({ kind, block })) },
  };
}

function lineOf({ kind, actor, reason, block }: Json): string {
  const { name } = actor as { name: string };
  const why = typeof reason === "string" ? `  ${reason}` : "";
  return `${String(kind).padEnd(19)} by ${name.padEnd(17)} block ${String(block)}${why}`;
}
