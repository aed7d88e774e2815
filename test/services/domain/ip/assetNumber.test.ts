import { expect } from "chai";
import fc from "fast-check";

import { parseAssetNumber } from "../../../../services/domain/ip/assetNumber.ts";
import type { AssetKind } from "../../../../services/domain/ip/kind.ts";
import { parseOffice } from "../../../../services/domain/ip/office.ts";
import { stageIn } from "../../../../services/domain/ip/stage.ts";
import { refused } from "../refusal.ts";

const number = (office: string, kind: AssetKind, text: string, kindCode?: string): string =>
  parseAssetNumber({ office: parseOffice(office), kind, number: text, kindCode }, "/number");

const stage = (office: string, kind: AssetKind, text: string, kindCode?: string, hasUnitaryEffect = false) => {
  const given = { office: parseOffice(office), kind, kindCode };
  return stageIn({ ...given, number: parseAssetNumber({ ...given, number: text }), hasUnitaryEffect });
};

/** Spellings of one right, the first being its own. */
const SPELLINGS: readonly (readonly [office: string, kind: AssetKind, spellings: readonly string[]])[] = [
  ["US", "patent", ["7158629", "US7158629B2", "07158629", "US 7,158,629 B2", "us 7 158 629"]],
  ["US", "patent", ["RE30633", "USRE30633E", "RE 30,633", "RE030633"]],
  ["US", "patent", ["PP12345", "USPP12345P2"]],
  ["US", "patent", ["H1234", "USH1234H1", "H 001234"]],
  ["US", "patent", ["16/232658", "16/232,658", "US 16/232658"]],
  ["US", "patent", ["20060222165", "US 2006/0222165 A1", "US20060222165A1"]],
  ["US", "design", ["D534504", "USD0534504S1", "D0534504", "D 534,504"]],
  ["US", "trademark", ["3470983", "3,470,983", "US 3470983"]],
  ["US", "trademark", ["85/018959", "85018959", "85/018,959"]],
  ["CN", "patent", ["201210593328.X", "ZL201210593328.X", "CN201210593328X", "zl 2012 1 0593328.x"]],
  ["CN", "utility-model", ["201420030319.4", "ZL201420030319.4"]],
  ["CN", "trademark", ["17635965", "CN 17635965"]],
  ["DE", "patent", ["102015107504", "DE102015107504.0", "DE 102015107504"]],
  ["EP", "patent", ["3014466", "EP 3014466", "EP3014466"]],
];

describe("the number of an asset", () => {
  for (const [office, kind, spellings] of SPELLINGS) {
    it(`${office} ${spellings[0] ?? ""} is one, however it is written`, () => {
      for (const spelling of spellings) expect(number(office, kind, spelling), spelling).to.equal(spellings[0]);
    });
  }

  it("goes without its kind code where that is known, and refuses another", () => {
    expect(number("EP", "patent", "EP3014466B1", "B1")).to.equal("3014466");
    expect(refused(() => number("US", "patent", "US7158629B2", "B1"))).to.equal("bad-asset-number at /number");
  });

  it("is its own spelling: normalising it again changes nothing", () => {
    for (const [office, kind, [own = ""]] of SPELLINGS) expect(number(office, kind, own)).to.equal(own);
  });

  const BAD: readonly (readonly [string, AssetKind, string])[] = [
    ["US", "patent", "D534504"],
    ["US", "design", "534504"],
    ["US", "utility-model", "7158629"],
    ["US", "patent", "0"],
    ["US", "patent", "seven"],
    ["US", "trademark", "123456789"],
    ["CN", "patent", "CN103323265B"],
    ["CN", "utility-model", "201210593328.X"],
    ["CN", "design", "201420030319.4"],
    ["DE", "patent", "§ 5"],
    ["DE", "patent", "ABC"],
    ["JP", "trademark", "1".repeat(32)],
  ];
  for (const [office, kind, text] of BAD) {
    it(`${office} ${kind} "${text}" is none`, () => {
      expect(refused(() => number(office, kind, text))).to.equal("bad-asset-number at /number");
    });
  }

  it("of a Chinese patent fails its check digit", () => {
    expect(refused(() => number("CN", "patent", "201210593328.1"))).to.equal("bad-patent-number at /number");
  });

  it("is of an office of ST.3", () => {
    expect(refused(() => parseOffice("XX", "/office"))).to.equal("unknown-office at /office");
    for (const office of ["US", "EP", "WO", "CN"]) expect(parseOffice(office)).to.equal(office);
  });

  it("fits the ledger whatever is given, or is refused", () => {
    const anyOffice = fc.constantFrom("US", "CN", "DE", "EP", "WO", "JP").map((office) => parseOffice(office));
    const anyKind = fc.constantFrom<AssetKind[]>(
      "patent",
      "utility-model",
      "design",
      "trademark",
      "data-asset",
      "other",
    );
    fc.assert(
      fc.property(anyOffice, anyKind, fc.string({ unit: "grapheme", maxLength: 45 }), (office, kind, text) => {
        let found: string;
        try {
          found = parseAssetNumber({ office, kind, number: text });
        } catch {
          return;
        }
        expect(found).to.match(/^[\x21-\x7e]{1,31}$/);
        expect(parseAssetNumber({ office, kind, number: found })).to.equal(found);
      }),
      { numRuns: 500 },
    );
  });
});

describe("how far a right has come", () => {
  it("is told by number and kind code where they say that it cannot be pledged", () => {
    expect(stage("US", "patent", "H1234")?.reason).to.equal("statutory-invention-registration");
    expect(stage("US", "patent", "16/232658")).to.deep.equal({ stage: "application", reason: "application" });
    expect(stage("US", "patent", "20060222165", "A1")?.reason).to.equal("unexamined-publication");
    expect(stage("US", "trademark", "85/018959")?.reason).to.equal("application");
    expect(stage("EP", "patent", "3014466", "B1")?.reason).to.equal("bundle-of-national-parts");
    expect(stage("EP", "patent", "3014466", "A2", true)?.reason).to.equal("unexamined-publication");
    expect(stage("WO", "patent", "2019/105370")?.reason).to.equal("unexamined-publication");
    expect(stage("CN", "patent", "201210593328.X", "A")?.reason).to.equal("unexamined-publication");
  });

  it("is left to be said otherwise: a bare A was a US grant before 2001", () => {
    expect(stage("US", "patent", "5123456", "A")).to.equal(undefined);
    expect(stage("US", "patent", "7158629", "B2")).to.equal(undefined);
    expect(stage("EP", "patent", "3014466", "B1", true)).to.equal(undefined);
    expect(stage("CN", "patent", "201210593328.X", "B")).to.equal(undefined);
    expect(stage("JP", "trademark", "1234567")).to.equal(undefined);
  });
});
