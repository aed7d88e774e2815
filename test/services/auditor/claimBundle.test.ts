import { expect } from "chai";

import { ExportRefused } from "../../../services/auditor/build/refused.ts";
import { readBundle } from "../../../services/auditor/format/bundle.ts";
import type { ClaimId } from "../../../services/domain/brand.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import type { Report } from "../../../services/auditor/verify/report.ts";
import { statementFields } from "../../../services/documents/statementFields.ts";
import { buildTree, saltsFrom } from "../../../services/domain/documentTree.ts";
import { randomHash } from "../chain/acting.ts";
import { FAR_FUTURE } from "../chain/network.ts";
import { ROLE } from "../indexer/ledger.ts";
import { playStory } from "../indexer/story.ts";
import type { Story } from "../indexer/story.ts";
import { Exporter } from "./exported.ts";
import { shareTransactions } from "./sharedTransactions.ts";
import type { Shared } from "./sharedTransactions.ts";

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
  statements: "passed",
  document: "skipped",
  receipts: "skipped",
  checkpoint: "passed",
  consensus: "skipped",
};

const VALUATION = statementFields({
  kind: "valuation",
  date: "2027-02-01",
  zone: "UTC",
  value: { currency: "EUR", amount: "90000" },
  document: `0x${"d4".repeat(32)}`,
  details: { standard: "IVS 210", approach: "income" },
});

describe("a claim's proof bundle", function () {
  this.timeout(120_000);
  let story: Story;
  let exporter: Exporter;
  let shared: Shared;
  let strangers: string[];

  before(async () => {
    story = await playStory();
    const { supplier, buyer, subSupplier } = story;
    const third = await story.ledger.admit(ROLE.enterprise);
    strangers = [third.account, ...third.signers.map(({ address }) => address)];
    shared = await shareTransactions(story.ledger, [supplier, buyer, subSupplier, third]);
    const appraiser = await story.ledger.admit(ROLE.appraiser);
    const details = buildTree(VALUATION, saltsFrom(new Uint8Array(32).fill(7))).root;
    const valuation = { kind: 0, value: 90_000n, currency: "0x455552", date: 1n, expiresAt: FAR_FUTURE };
    const statement = { subject: shared.mine, ...valuation, document: randomHash(), details };
    await story.ledger.does(appraiser, story.ledger.call("Attestations", "attest", statement));
    exporter = await Exporter.open(story.ledger);
  });
  after(() => exporter.clean.run());

  for (const name of ["claim", "open", "cancelled", "serviced"] as const) {
    it(`proves a claim: ${name}`, async () => {
      const report = verify(await exporter.bundle(story[name]), exporter.trust);
      expect(outcomes(report)).to.deep.equal(PROVEN);
      expect(report.result).to.equal("proven");
    });
  }

  it("proves a facility that was made due and covered, with its guarantee", async () => {
    const report = verify(await exporter.bundle({ kind: "facility", id: story.accelerated }), exporter.trust);
    expect(outcomes(report)).to.deep.equal(PROVEN);
    expect(report.result).to.equal("proven");
    const named = report.timeline.map(({ event }) => event);
    expect(named).to.include.members(["GuaranteeOffered", "ShareAccepted", "CoverDemanded", "CoverPaid", "CoverKept"]);
  });

  it("proves a facility with what was drawn and repaid, and every vote on it", async () => {
    const bundle = await exporter.bundle({ kind: "facility", id: story.facility });
    const report = verify(bundle, exporter.trust);
    expect(outcomes(report)).to.deep.equal(PROVEN);
    expect(report.state["drawdowns"]).to.deep.equal([[story.drawdown, "repaid", "true", "60001", "60601", "60601"]]);
    const [proposed] = report.timeline;
    expect(proposed?.facts).to.deep.include({ clock: "-3600", rate: "50000", convention: "30E/360" });
    expect(proposed?.facts["reportDays"]).to.have.lengthOf(2);
    expect(report.timeline.find(({ event }) => event === "DrawRequested")?.acts).to.have.lengthOf(1);
  });

  it("proves an asset with its liens, and who verified it", async () => {
    const bundle = await exporter.bundle({ kind: "asset", id: story.asset });
    const report = verify(bundle, exporter.trust);
    expect(outcomes(report)).to.deep.equal(PROVEN);
    expect(report.state["owners"]).to.deep.equal([[story.subSupplier.account, "3"]]);
    expect(report.state["liens"]).to.have.lengthOf(1);
  });

  for (const name of ["supplier", "financier", "buyer"] as const) {
    it(`proves a party, with all its signers and recoveries: ${name}`, async () => {
      const report = verify(await exporter.bundle({ kind: "party", id: story[name].account }), exporter.trust);
      expect(outcomes(report)).to.deep.equal(PROVEN);
    });
  }

  it("proves every event in the receipts of its block", async () => {
    for (const subject of [story.claim, { kind: "asset", id: story.asset }] as const) {
      const report = verify(await exporter.bundle(subject, { receipts: true }), exporter.trust);
      expect(outcomes(report)).to.deep.equal({ ...PROVEN, receipts: "passed" });
      for (const { at } of report.timeline) expect(at).to.match(/^[0-9]{10}$/);
    }
  });

  it("proves fields of an attestation that are shown, and no other value, path or attestation", async () => {
    const tree = buildTree(VALUATION, saltsFrom(new Uint8Array(32).fill(7)));
    const shown = VALUATION.map(({ path }) => tree.proofOf(path));
    const text = await exporter.text(shared.mine, {
      statementFields: async () => Promise.resolve(new Map([[tree.root, shown]])),
    });
    const report = verify(readBundle(text), exporter.trust);
    expect(outcomes(report)).to.deep.equal(PROVEN);
    expect(report.statementFields).to.deep.include({ statement: 1, path: "details.approach", value: "income" });
    for (const [from, to] of [
      ['"value":"income"', '"value":"market"'],
      ['"path":"details.approach"', '"path":"details.bpproach"'],
      ['"statement":1,"path":"details.approach"', '"statement":0,"path":"details.approach"'],
    ] as const) {
      const altered = text.replace(from, to);
      expect(altered).not.to.equal(text);
      const { verdicts } = verify(readBundle(altered), exporter.trust);
      expect(verdicts.find(({ question }) => question === "statements")?.outcome, to).to.equal("failed");
    }
  });

  const digits = (hex: string): string => hex.slice(2);

  it("shows nothing of those whose acts stood in the same transaction, or in the same intent", async () => {
    const text = await exporter.text(shared.mine);
    expect(outcomes(verify(readBundle(text), exporter.trust))).to.deep.equal(PROVEN);
    for (const hidden of [shared.theirs, shared.sibling, ...strangers]) expect(text).not.to.include(digits(hidden));
    const { intents } = readBundle(text);
    const two = intents.find(({ calls }) => calls.length === 2);
    expect(two?.calls.map((call) => typeof call)).to.deep.equal(["object", "string"]);
  });

  it("proves a claim that was registered in bulk without showing the others", async () => {
    const [one, other] = shared.bulk;
    const text = await exporter.text(one);
    expect(outcomes(verify(readBundle(text), exporter.trust))).to.deep.equal(PROVEN);
    expect(text).not.to.include(digits(other));
  });

  it("proves nothing of a claim with the history of another", async () => {
    const [mine, theirs] = [await exporter.bundle(shared.mine), await exporter.bundle(shared.theirs)];
    const { result, verdicts } = verify({ ...mine, events: theirs.events }, exporter.trust);
    expect(result).to.equal("refused");
    expect(verdicts.find(({ question }) => question === "events")?.outcome).to.equal("failed");
  });

  it("is refused for a claim that nobody registered", async () => {
    const error: unknown = await exporter.text(`0x${"77".repeat(32)}` as ClaimId).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ExportRefused).that.has.property("reason", "unknown");
  });
});
