import { expect } from "chai";

import { assetRecord } from "../../../services/documents/assetRecord.ts";
import type { AssetIdentity } from "../../../services/documents/assetRecord.ts";
import { fieldsOfUsGrant } from "../../../services/documents/usptoFields.ts";
import { readUsGrant } from "../../../services/documents/usptoGrant.ts";
import { buildTree, saltsFrom } from "../../../services/domain/documentTree.ts";
import type { AssetKind } from "../../../services/domain/ip/kind.ts";
import { usTerm } from "../../../services/domain/ip/usTerm.ts";
import { corpusFile, skipLoudly } from "../domain/corpus.ts";
import { refused } from "../domain/refusal.ts";

interface IpRecord {
  readonly id: string;
  readonly type: string;
  readonly office: string;
  readonly number?: string;
  readonly application_number?: string;
  readonly kind_code?: string;
  readonly published_expiry_date?: string;
  readonly terminal_disclaimer?: boolean;
  readonly nominal_expiry_date?: string;
  readonly status?: string;
}

const BARE = { source: [], supplied: [] };
const PATENT: AssetIdentity = { office: "US", kind: "patent", number: "7158629", kindCode: "B2", stage: "granted" };

/** What a registrant would say of a record: China names a patent by its application's number. */
function identityOf({ type, office, number, application_number, kind_code }: IpRecord): AssetIdentity {
  const kind = type.replace("_", "-") as AssetKind;
  const isIndustrial = office === "CN" && kind !== "trademark";
  return {
    office,
    kind,
    number: (isIndustrial ? application_number : number) ?? "",
    kindCode: kind_code === "" ? undefined : kind_code,
    stage: "application",
  };
}

describe("the record of an asset, of every published one", () => {
  const text = corpusFile("ip/ip-assets.json");
  if (text === undefined) {
    skipLoudly("ip/ip-assets.json");
    return;
  }
  const { records } = JSON.parse(text) as { records: IpRecord[] };

  it("are there", () => {
    expect(records.length).to.be.at.least(55);
  });

  for (const record of records) {
    it(`${record.id} is read, and nothing in it guessed`, () => {
      const xml = corpusFile(`ip/xml/${record.id}.xml`);
      const expiresOn = record.published_expiry_date;
      const stated = expiresOn === undefined ? {} : { term: { basis: "grant" as const, expiresOn } };
      const supplied = Object.keys(record).map((name) => ({ path: `supplied.${name}`, value: name }));
      const made =
        xml === undefined ? assetRecord(identityOf(record), { source: [], supplied, ...stated }) : fromXml(xml);
      for (const { path } of made.fields) expect(path).to.match(/^(source|supplied|derived)\./);
      expect(() => buildTree(made.fields, saltsFrom(new Uint8Array(32)))).not.to.throw();
      if (xml === undefined) {
        expect(made.term).to.deep.equal(expiresOn === undefined ? { basis: "unknown" } : stated.term);
        expect(made.fields.some(({ path }) => path.startsWith("source."))).to.equal(false);
      } else {
        const known = record.terminal_disclaimer === true ? undefined : record.nominal_expiry_date;
        expect(made.term.expiresOn).to.equal(known);
        expect(made.fields.some(({ path }) => path.startsWith("supplied."))).to.equal(false);
      }
    });
  }
});

function fromXml(xml: string) {
  const grant = readUsGrant(new TextEncoder().encode(xml));
  const identity = { office: "US", kind: grant.kind, number: grant.number, kindCode: grant.kindCode } as const;
  const from = { source: fieldsOfUsGrant(grant), supplied: [], derivedTerm: usTerm(grant.kind, grant) };
  return assetRecord({ ...identity, stage: "granted" }, from);
}

describe("the record of an asset", () => {
  it("says why it cannot be pledged, and refuses to be called granted then", () => {
    const application = { ...PATENT, number: "16/232658", kindCode: undefined };
    expect(refused(() => assetRecord(application, BARE))).to.equal("stage-contradicted at /stage");
    const made = assetRecord({ ...application, stage: "application" }, BARE);
    expect([made.stage, made.stageReason]).to.deep.equal(["application", "application"]);
    expect(made.fields).to.deep.include({ path: "derived.stageReason", value: "application" });
  });

  it("needs somebody to say how far the right has come where its number does not", () => {
    expect(refused(() => assetRecord({ ...PATENT, stage: undefined }, BARE))).to.equal("missing-stage at /stage");
    const bundle: AssetIdentity = { office: "EP", kind: "patent", number: "3014466", kindCode: "B1" };
    expect(assetRecord(bundle, BARE)).to.include({ stage: "no-right", stageReason: "bundle-of-national-parts" });
    const unitary = { ...bundle, stage: "granted", hasUnitaryEffect: true } as const;
    expect(assetRecord(unitary, BARE).stage).to.equal("granted");
  });

  it("takes a supplied term in the place of a derived one, and has none where nobody tells", () => {
    const derivedTerm = { expiresOn: "2026-07-26", basis: "term-adjustment", rule: "35 USC 154" } as never;
    expect(assetRecord(PATENT, { ...BARE, derivedTerm }).term.expiresOn).to.equal("2026-07-26");
    const term = { basis: "disclaimer", expiresOn: "2022-01-31" } as const;
    const made = assetRecord(PATENT, { ...BARE, derivedTerm, term });
    expect(made.term).to.deep.equal(term);
    expect(made.fields.some(({ path }) => path.startsWith("derived.expiresOn"))).to.equal(false);
    expect(assetRecord(PATENT, BARE).term).to.deep.equal({ basis: "unknown" });
  });

  it("refuses an end that contradicts its basis, and a day that does not exist", () => {
    const stated = (basis: "unknown" | "unlimited" | "grant", expiresOn?: string) =>
      refused(() => assetRecord(PATENT, { ...BARE, term: { basis, expiresOn } }));
    expect(stated("unlimited", "2030-01-31")).to.equal("bad-term at /term/expiresOn");
    expect(stated("grant")).to.equal("bad-term at /term/expiresOn");
    expect(stated("grant", "2030-02-30")).to.equal("bad-date at /term/expiresOn");
  });
});
