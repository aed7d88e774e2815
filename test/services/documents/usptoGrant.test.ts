import { expect } from "chai";

import { readUsGrant } from "../../../services/documents/usptoGrant.ts";
import { parseAssetNumber } from "../../../services/domain/ip/assetNumber.ts";
import { parseOffice } from "../../../services/domain/ip/office.ts";
import { nominalUsTerm, usTerm } from "../../../services/domain/ip/usTerm.ts";
import { corpusFile, skipLoudly } from "../domain/corpus.ts";
import { refusalOf } from "../domain/refusal.ts";

interface IpRecord {
  readonly id: string;
  readonly type: string;
  readonly number: string;
  readonly kind_code: string;
  readonly application_number: string;
  readonly title: string;
  readonly filing_date: string;
  readonly grant_date: string;
  readonly earliest_term_date: string;
  readonly patent_term_adjustment_days: number;
  readonly terminal_disclaimer: boolean;
  readonly nominal_expiry_date: string;
  readonly owners_at_grant: readonly { name: string; country: string }[];
  readonly main_ipc: string;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("readUsGrant, on published grants", () => {
  const text = corpusFile("ip/ip-assets.json");
  if (text === undefined) {
    skipLoudly("ip/ip-assets.json");
    return;
  }
  const { records } = JSON.parse(text) as { records: IpRecord[] };
  const grants = records.flatMap((record) => {
    const xml = corpusFile(`ip/xml/${record.id}.xml`);
    return xml === undefined ? [] : [{ record, xml }];
  });

  it("are there", () => {
    expect(grants.length).to.be.at.least(35);
  });

  for (const { record, xml } of grants) {
    it(`reads ${record.id} as the record says`, () => {
      const grant = readUsGrant(bytes(xml));
      const { filingDate, grantDate, earliestTermDate, adjustmentDays, isDisclaimed, kind } = grant;
      expect({
        type: kind,
        number: parseAssetNumber({ office: parseOffice("US"), kind, number: grant.number, kindCode: grant.kindCode }),
        kind_code: grant.kindCode,
        application_number: grant.applicationNumber,
        title: grant.title,
        filing_date: filingDate,
        grant_date: grantDate,
        earliest_term_date: earliestTermDate,
        patent_term_adjustment_days: adjustmentDays,
        terminal_disclaimer: isDisclaimed,
        nominal_expiry_date: nominalUsTerm(kind, grant).expiresOn,
        owners_at_grant: grant.ownersAtGrant,
        // The record does not read the classification of before 2006.
        main_ipc: record.main_ipc === "" ? "" : grant.mainClass,
      }).to.deep.equal({
        type: record.type,
        number: record.number.replace(/^D0+/, "D"),
        kind_code: record.kind_code,
        application_number: record.application_number,
        title: record.title,
        filing_date: record.filing_date,
        grant_date: record.grant_date,
        earliest_term_date: record.earliest_term_date,
        patent_term_adjustment_days: record.patent_term_adjustment_days,
        terminal_disclaimer: record.terminal_disclaimer,
        nominal_expiry_date: record.nominal_expiry_date,
        owners_at_grant: record.owners_at_grant,
        main_ipc: record.main_ipc,
      });
    });
  }

  it("derives no term of a disclaimed patent", () => {
    const disclaimed = grants.filter(({ record }) => record.terminal_disclaimer);
    expect(disclaimed.length).to.be.at.least(2);
    for (const { xml } of disclaimed) {
      const grant = readUsGrant(bytes(xml));
      expect(usTerm(grant.kind, grant)).to.equal(undefined);
    }
  });
});

describe("readUsGrant", () => {
  const FRONT = `<publication-reference><document-id><country>US</country><doc-number>07158629</doc-number><kind>B2</kind>
    <date>20070102</date></document-id></publication-reference><application-reference><document-id>
    <doc-number>11448230</doc-number><date>20060607</date></document-id></application-reference>
    <invention-title>A method</invention-title>`;
  const alone = (front: string): Uint8Array =>
    bytes(`<us-bibliographic-data-grant>${front}</us-bibliographic-data-grant>`);

  it("reads the front page alone or in the whole grant", () => {
    const whole = bytes(
      `<us-patent-grant><us-bibliographic-data-grant>${FRONT}</us-bibliographic-data-grant><claims/></us-patent-grant>`,
    );
    expect(readUsGrant(whole)).to.deep.equal(readUsGrant(alone(FRONT)));
    expect(readUsGrant(whole)).to.include({ number: "07158629", applicationNumber: "11/448230", adjustmentDays: 0 });
  });

  it("reads over the office's own document type, fetches nothing, and takes none that declares something", () => {
    const published = (doctype: string): Uint8Array =>
      bytes(
        `${doctype}<us-patent-grant><us-bibliographic-data-grant>${FRONT}</us-bibliographic-data-grant></us-patent-grant>`,
      );
    const dtd = '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd"';
    for (const doctype of [`${dtd} [ ]>`, `${dtd}>`]) {
      expect(readUsGrant(published(doctype))).to.deep.equal(readUsGrant(alone(FRONT)));
    }
    const hostile = [
      `${dtd} [<!ENTITY a "b">]>`,
      `${dtd} [ %a; ]>`,
      '<!DOCTYPE us-patent-grant SYSTEM "file:///etc/passwd">',
      '<!DOCTYPE us-patent-grant SYSTEM "http://127.0.0.1/x.dtd">',
      '<!DOCTYPE us-patent-grant PUBLIC "a" "b.dtd">',
      '<!DOCTYPE other SYSTEM "b.dtd">',
    ];
    for (const doctype of hostile) {
      expect(refusalOf(() => readUsGrant(published(doctype))).code, doctype).to.equal("doctype-refused");
    }
    const undeclared = alone(FRONT.replace("A method", "A &mdash; method"));
    expect(refusalOf(() => readUsGrant(undeclared)).code).to.equal("not-well-formed");
  });

  it("reads a title set in italics and with indices as its text", () => {
    const marked = "Method for <i>in vivo</i> use of H<sub>2</sub>O <b>and <u>salts</u></b>";
    const { title } = readUsGrant(alone(FRONT.replace("A method", marked)));
    expect(title).to.equal("Method for in vivo use of H2O and salts");
  });

  it("refuses what is no grant, lacks what identifies it, or says it twice", () => {
    expect(refusalOf(() => readUsGrant(bytes("<Invoice/>"))).code).to.equal("unsupported-document");
    expect(refusalOf(() => readUsGrant(bytes("<us-patent-grant/>"))).code).to.equal("missing-field");
    const titleless = FRONT.replace(/<invention-title>.*<\/invention-title>/, "");
    expect(refusalOf(() => readUsGrant(alone(titleless))).code).to.equal("missing-field");
    expect(refusalOf(() => readUsGrant(alone(FRONT + FRONT))).code).to.equal("duplicate-field");
    expect(refusalOf(() => readUsGrant(alone(FRONT.replace("20070102", "20070230")))).code).to.equal("bad-date");
    expect(refusalOf(() => readUsGrant(alone(FRONT.replace("11448230", "114")))).code).to.equal("bad-field");
    const term = "<us-term-of-grant><us-term-extension>many</us-term-extension></us-term-of-grant>";
    expect(refusalOf(() => readUsGrant(alone(FRONT + term))).code).to.equal("bad-field");
    expect(refusalOf(() => readUsGrant(bytes(`<!DOCTYPE x [<!ENTITY a "b">]><x/>`))).code).to.equal("doctype-refused");
  });
});
