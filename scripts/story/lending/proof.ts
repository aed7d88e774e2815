import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { readTrust } from "../../../services/auditor/format/trust.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import { Client, expectEqual, expectStatus } from "../client.ts";
import { finished } from "../offlineProof/checkpoint.ts";
import { download } from "../offlineProof/download.ts";
import type { Told } from "../story.ts";
import type { LendingScene } from "./scene.ts";

/** A lender takes home what was agreed, drawn and repaid; the bank, which lends nothing, is shown nothing. */
export async function proof({ cast, network, facility }: LendingScene): Promise<Told> {
  const { lenders, bank } = cast;
  const [, lender] = lenders;
  const path = `/v1/proofs/facilities/${facility}`;
  const trust = readTrust(await download(network.url, lender.maker, "/v1/proofs/trust"));
  const report = verify(readBundle(await download(network.url, lender.maker, path)), trust);
  expectEqual(report.result, "proven", "the proof of the facility");
  expectStatus(await bank.maker.send("GET", path), [404], "the facility's proof, for a bank that lends nothing");
  const registrar = new Client(network.url, network.credentials.registrar);
  const number = String((await registrar.act("/v1/checkpoints"))["number"]);
  await finished(registrar, number);
  const kept = verify(readBundle(await download(network.url, lender.maker, `${path}?checkpoint=${number}`)), trust);
  expectEqual(kept.result, "proven", "what the checkpoint kept of the facility");
  const page = await download(network.url, lender.maker, `${path}/report`);
  expectEqual(page.includes("Proven: everything"), true, "the printed report");
  return {
    title: `${lender.name} takes a proof of the facility home`,
    lines: [
      `facility ${report.subject}: ${String(report.state["status"])}, ${String(report.timeline.length)} events`,
      `drawdowns ${JSON.stringify(report.state["drawdowns"])}`,
    ],
    data: { verdicts: report.verdicts },
  };
}
