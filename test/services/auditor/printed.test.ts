import { expect } from "chai";

import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { auditReport } from "../../../services/auditor/verify/html.ts";
import { human } from "../../../services/auditor/verify/human.ts";
import type { Report } from "../../../services/auditor/verify/report.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import { BUNDLE, LEDGER_BUNDLES, LEDGER_TRUST, parsed, TRUST } from "./vector.ts";

const HASH = "ab".repeat(32);

/** The vector's report with a name that tries to pass for something else. */
function reportWith(name: string): Report {
  const bundle = parsed();
  for (const address of Object.keys(bundle.labels)) bundle.labels[address] = name;
  return verify(readBundle(JSON.stringify(bundle)), TRUST);
}

describe("a report on paper or screen", () => {
  const report = verify(readBundle(BUNDLE), TRUST);

  it("gives amounts with their currency, instants in UTC, every verdict, and who signed with whose key", () => {
    for (const text of [human(report), auditReport(report, HASH)]) {
      for (const part of [
        "100000.00 EUR",
        "2027-10-30T00:00:00Z",
        "Kestrel Shipyards B.V.",
        "single operator",
        "own key",
      ])
        expect(text).to.include(part);
      for (const { question } of report.verdicts.slice(0, 1)) expect(text).to.match(new RegExp(question, "i"));
    }
    expect(auditReport(report, HASH))
      .to.include(HASH)
      .and.to.match(/<svg[^>]*><path d="M/);
  });

  it("tells of an asset with owners and liens, of a party with signers and times, and of what was attested", () => {
    const told = (text: string): string => human(verify(readBundle(text), LEDGER_TRUST));
    expect(told(LEDGER_BUNDLES.asset))
      .to.match(/^Asset/m)
      .and.to.match(/owners 0x\w+\.\.\. 3, liens \d+ 0x/);
    expect(told(LEDGER_BUNDLES.party))
      .to.match(/^Party/m)
      .and.to.match(/SignersChanged by the ledger, .*, 20\d\d-\d\d-\d\dT/);
    expect(told(LEDGER_BUNDLES.claim)).to.match(/What others attested about it:\n +1 {2}Attested by .*\n +.*valuation/);
  });

  it("never calls a refused bundle proven", () => {
    const refused = reportWith("Somebody");
    expect(refused.result).to.equal("refused");
    for (const text of [human(refused), auditReport(refused, HASH)]) expect(text).not.to.match(/proven: everything/i);
  });

  it("shows hostile names as they are, and lets none act", () => {
    const report = reportWith("</td><script>alert(1)</script>&\u001b[31m\u202eevil");
    const page = auditReport(report, HASH);
    expect(page).not.to.include("<script");
    expect(page).to.include("&lt;script&gt;");
    for (const text of [page, human(report)]) expect(text).not.to.match(/[\u001b\u202e]/);
  });
});
