import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { readTrust } from "../../../services/auditor/format/trust.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import { expectEqual, expectStatus, StoryFailed } from "../client.ts";
import { download } from "../offlineProof/download.ts";
import type { Told } from "../story.ts";
import type { PledgeScene } from "./scene.ts";

/** The lender takes home a proof of the patent and the liens on it; the startup one of itself and its signers. */
export async function proof({ cast, network, assets }: PledgeScene): Promise<Told> {
  const { bank, startup } = cast;
  const trust = readTrust(await download(network.url, bank.maker, "/v1/proofs/trust"));
  const ofAsset = verify(
    readBundle(await download(network.url, bank.maker, `/v1/proofs/assets/${assets.own}?attestations=fields`)),
    trust,
  );
  const ofParty = verify(
    readBundle(await download(network.url, startup.maker, `/v1/proofs/parties/${startup.id}`)),
    trust,
  );
  expectEqual([ofAsset.result, ofParty.result], ["proven", "proven"], "what is proven");
  expectStatus(
    await bank.maker.send("GET", `/v1/proofs/parties/${startup.id}`),
    [404],
    "the startup's proof, for its bank",
  );
  for (const path of [`assets/${assets.own}`, `parties/${startup.id}`]) {
    const page = await download(network.url, startup.maker, `/v1/proofs/${path}/report`);
    expectEqual(page.includes("Proven: everything"), true, `the printed report of ${path}`);
  }
  const valued = ofAsset.statementFields.filter(({ path }) => /^details\.|value|currency/.test(path));
  if (valued.length === 0) throw new StoryFailed("the proof shows nothing of the patent's valuation");
  const { status, liens } = ofAsset.state;
  return {
    title: `${bank.name} takes a proof of the patent and its liens home; ${startup.name} one of itself`,
    lines: [
      `asset ${ofAsset.subject}: ${String(status)}, ${String(ofAsset.timeline.length)} events, liens ${JSON.stringify(liens)}`,
      `valued: ${valued.map(({ path, value }) => `${path} = ${value}`).join(", ")}`,
      `party ${ofParty.subject}: ${String(ofParty.timeline.length)} events, signers ${JSON.stringify(ofParty.state["signers"])}`,
    ],
    data: { asset: ofAsset.verdicts, party: ofParty.verdicts },
  };
}
