import { setTimeout as sleep } from "node:timers/promises";
import { writeFileSync } from "node:fs";

import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { readTrust } from "../../../services/auditor/format/trust.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import { Client, expectEqual, StoryFailed } from "../client.ts";
import type { Json } from "../client.ts";
import type { Told } from "../story.ts";
import { download } from "./download.ts";
import type { OfflineScene } from "./scene.ts";

const ATTEMPTS = 600;

/** What the operator signs of itself: the chain's head and the access log's, with proofs of all that has changed kept. */
export async function checkpoint(scene: OfflineScene): Promise<Told> {
  const { cast, network, receivable } = scene;
  const registrar = new Client(network.url, network.credentials.registrar);
  const taken = await registrar.act("/v1/checkpoints");
  const number = String(taken["number"]);
  const { proofs } = await finished(registrar, number);
  const get = async (path: string): Promise<string> => download(network.url, registrar, path);
  writeFileSync(scene.inFolder("checkpoint.json"), await get(`/v1/checkpoints/${number}`));
  writeFileSync(scene.inFolder("access-log.json"), await get("/v1/access-log"));
  const path = `/v1/proofs/receivables/${receivable}?checkpoint=${number}`;
  const kept = await download(network.url, cast.supplier.maker, path);
  const report = verify(readBundle(kept), readTrust(await get("/v1/proofs/trust")));
  expectEqual(report.result, "proven", "what the checkpoint kept of the claim");
  return {
    title: "The operator signs a checkpoint of the chain and of the access log, and keeps proofs of what has changed",
    lines: [
      `checkpoint ${number}: block ${String(taken["block"])}, ${String(taken["hash"])}, ${String(taken["time"])}`,
      `${String(proofs)} proofs kept; that of the claim: ${report.result}, as of block ${report.asOf.block}`,
      `the access log: ${String(taken["accesses"])} entries, head ${String(taken["accessHead"])}`,
    ],
    data: { number, block: taken["block"], proofs },
  };
}

/** A checkpoint once a proof of all that has changed is kept. @throws StoryFailed */
export async function finished(registrar: Client, number: string): Promise<Json> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { items } = (await registrar.get("/v1/checkpoints")) as { items: Json[] };
    const found = items.find((item) => item["number"] === number);
    if (found?.["finishedAt"] !== null && found !== undefined) return found;
    await sleep(100);
  }
  throw new StoryFailed(`checkpoint ${number} is not finished`);
}
