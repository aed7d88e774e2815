import { expect } from "chai";

import { verify } from "../../../services/auditor/verify/verify.ts";
import type { Report } from "../../../services/auditor/verify/report.ts";
import { playStory } from "../indexer/story.ts";
import type { Story } from "../indexer/story.ts";
import { Exporter } from "./exported.ts";

const outcomes = ({ verdicts }: Report): Record<string, string> =>
  Object.fromEntries(
    verdicts.map(({ question, outcome, detail }) => [question, outcome === "failed" ? detail : outcome]),
  );

const PROVEN = {
  ledger: "passed",
  history: "passed",
  events: "passed",
  status: "passed",
  signatures: "passed",
  issuer: "passed",
  document: "skipped",
  checkpoint: "passed",
  consensus: "skipped",
};

describe("a claim's proof bundle", function () {
  this.timeout(120_000);
  let story: Story;
  let exporter: Exporter;

  before(async () => {
    story = await playStory();
    exporter = await Exporter.open(story.ledger);
  });
  after(() => exporter.clean.run());

  for (const name of ["claim", "open", "cancelled", "serviced"] as const) {
    it(`proves a claim: ${name}`, async () => {
      const text = await exporter.text(story[name]);
      const report = verify(await exporter.bundle(story[name]), exporter.trust);
      if (process.env["SHOW"]) console.log(text.length, JSON.stringify(report, null, 1).slice(0, 3000));
      expect(outcomes(report)).to.deep.equal(PROVEN);
      expect(report.result).to.equal("proven");
    });
  }
});
