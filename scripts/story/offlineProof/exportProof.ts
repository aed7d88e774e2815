import { writeFileSync } from "node:fs";

import { buildVerifier } from "../../service/verifierFile.ts";
import type { Told } from "../story.ts";
import { download } from "./download.ts";
import type { OfflineScene } from "./scene.ts";

/** The seller exports the claim with three fields of its invoice; beside it goes the verifier, one file. */
export async function exportProof(scene: OfflineScene): Promise<Told> {
  const { cast, network, receivable, disclosed } = scene;
  const { maker } = cast.supplier;
  const [bundle, trust] = await Promise.all([
    download(network.url, maker, `/v1/proofs/receivables/${receivable}?fields=${disclosed.join(",")}`),
    download(network.url, maker, "/v1/proofs/trust"),
  ]);
  writeFileSync(scene.inFolder("bundle.json"), bundle);
  writeFileSync(scene.inFolder("trust.json"), trust);
  const size = await buildVerifier(scene.inFolder("tallystick-verify.mjs"));
  const { events } = JSON.parse(bundle) as { events: unknown[] };
  return {
    title: "The seller exports the proof and discloses three fields of the invoice; an auditor takes three files home",
    lines: [
      `bundle.json            ${String(bundle.length)} bytes, ${String(events.length)} events`,
      `trust.json             ${String(trust.length)} bytes: network, contracts, code hashes, the operator's keys`,
      `tallystick-verify.mjs  ${String(size)} bytes, depends on nothing`,
    ],
    data: { bytes: bundle.length, events: events.length, verifierBytes: size, folder: scene.folder },
  };
}
