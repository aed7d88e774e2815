import { expect } from "chai";
import fc from "fast-check";

import { parseVat } from "../../../services/domain/identifiers/vat.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { refusalOf, refused } from "./refusal.ts";

// One per country, as written and in its one form; numbers printed in the documentation and tests of public validators.
const NUMBERS: readonly (readonly [written: string, form: string])[] = [
  ["ATU 1358 5627", "ATU13585627"],
  ["BE 0403.019.261", "BE0403019261"],
  ["BG 175 074 752", "BG175074752"],
  ["CY-10259033P", "CY10259033P"],
  ["CZ 25123891", "CZ25123891"],
  ["DE 136 695 976", "DE136695976"],
  ["DK 13 58 56 28", "DK13585628"],
  ["EE 100 931 558", "EE100931558"],
  ["EL 094259216", "EL094259216"],
  ["ES B-58378431", "ESB58378431"],
  ["FI 2077474-0", "FI20774740"],
  ["Fr 40 303 265 045", "FR40303265045"],
  ["HR 33392005961", "HR33392005961"],
  ["HU-12892312", "HU12892312"],
  ["IE 6433435F", "IE6433435F"],
  ["IT 00743110157", "IT00743110157"],
  ["LT 119511515", "LT119511515"],
  ["LU 150 274 42", "LU15027442"],
  ["LV 4000 3521 600", "LV40003521600"],
  ["MT 1167-9112", "MT11679112"],
  ["NL004495445B01", "NL004495445B01"],
  ["PL 8567346215", "PL8567346215"],
  ["PT 501 964 843", "PT501964843"],
  ["RO 185 472 90", "RO18547290"],
  ["SE 556677-8899 01", "SE556677889901"],
  ["SI 5022 3054", "SI50223054"],
  ["SK 202 274 96 19", "SK2022749619"],
  ["XI 980 7806 84", "XI980780684"],
  ["GB 980 7806 84", "GB980780684"],
  ["NO 995 525 828 MVA", "NO995525828MVA"],
  ["CHE-107.787.577 IVA", "CHE107787577"],
];

describe("VAT number", () => {
  for (const [written, form] of NUMBERS) {
    it(`of ${form.slice(0, 2)} has one form, and a misprint is caught`, () => {
      expect(parseVat(written)).to.equal(form);
      expect(parseVat(form)).to.equal(form);
      expect(refused(() => parseVat(misprint(form), "/vat"))).to.equal("bad-vat-number at /vat");
      expect(refused(() => parseVat(form.slice(0, 2) + form))).to.match(/^(?:bad-vat-number|unknown-country)$/);
      expect(refused(() => parseVat(form.slice(0, 2)))).to.equal("bad-vat-number");
    });
  }

  it("covers the 27 states of the EU, Northern Ireland, Britain, Norway and Switzerland", () => {
    expect(new Set(NUMBERS.map(([, form]) => form.slice(0, 2))).size).to.equal(31);
  });

  it("is the same registration under either prefix of Greece and any Swiss word for VAT", () => {
    expect(parseVat("GR 094259216")).to.equal(parseVat("EL094259216"));
    for (const word of ["", "MWST", " TVA", " TPV"])
      expect(parseVat(`CHE-107.787.577${word}`)).to.equal("CHE107787577");
  });

  it("asks for the country's prefix", () => {
    expect(refused(() => parseVat("136695976", "/seller/vat"))).to.equal("bad-vat-number at /seller/vat");
    expect(refused(() => parseVat(""))).to.equal("bad-vat-number");
  });

  it("says which country it has no rule for", () => {
    const refusal = refusalOf(() => parseVat("US123456789", "/seller/vat"));
    expect(refusal).to.include({ code: "unknown-country", field: "/seller/vat" });
    expect(refusal.message).to.equal('no rule for VAT numbers that begin with "US"');
  });

  it("refuses in its own words whatever else is sent", () => {
    const countries = fc.constantFrom(...NUMBERS.map(([, form]) => form.slice(0, 2)));
    const noise = fc.string({ unit: fc.constantFrom(...Array.from("0123456789ABEGHMVX+* ")), maxLength: 15 });
    fc.assert(
      fc.property(countries, noise, (country, rest) => {
        try {
          expect(parseVat(country + rest)).to.equal(country + rest.replaceAll(" ", ""));
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("refuses forms that npm stdnum lets pass or mends", () => {
    for (const text of ["GB04914", "GB1X498", "NL", "NL4495445B01", "EL23456780", "BE403019261"]) {
      expect(
        refused(() => parseVat(text)),
        text,
      ).to.equal("bad-vat-number");
    }
    expect(parseVat("GBGD001")).to.equal("GBGD001");
    expect(refused(() => parseVat("GBGD500"))).to.equal("bad-vat-number");
  });

  it("does not take letters of another script for the prefix", () => {
    expect(refused(() => parseVat("DЕ136695976"))).to.equal("bad-vat-number");
  });
});

/** The number with the last of its first digits raised by one. */
const misprint = (form: string): string => form.replace(/\d(?=\D|$)/, (digit) => ((Number(digit) + 1) % 10).toString());
