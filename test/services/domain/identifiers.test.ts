import { expect } from "chai";
import fc from "fast-check";
import { stdnum } from "stdnum";

import { parseCnPatent } from "../../../services/domain/identifiers/cnPatent.ts";
import { parseIban } from "../../../services/domain/identifiers/iban.ts";
import { parseLei } from "../../../services/domain/identifiers/lei.ts";
import { parseUscc } from "../../../services/domain/identifiers/uscc.ts";
import { eachVector } from "./corpus.ts";
import { refusalOf, refused } from "./refusal.ts";

type Parser = (text: string, field?: string) => string;
interface Verdict {
  readonly valid: boolean;
}

const LEI = "5493001KJTIIGC8Y1R12";
const USCC = "91330100799655058B";
const IBAN = "GB82WEST12345698765432";
const PATENT = "202110075127.X";

function verdict(parse: Parser, text: string): Verdict {
  try {
    return { valid: parse(text) === text };
  } catch {
    return { valid: false };
  }
}

/** Every text that differs from a valid identifier in one letter or one digit; a letter for a digit is no misprint MOD 97 promises to find. */
function misprints(valid: string): string[] {
  return Array.from(valid).flatMap((printed, at) => {
    const kind = /\d/.test(printed) ? "0123456789" : /[A-Z]/.test(printed) ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "";
    return Array.from(kind.replace(printed, ""), (other) => valid.slice(0, at) + other + valid.slice(at + 1));
  });
}

describe("identifiers", () => {
  eachVector<{ lei: string }, Verdict>("lei", ({ lei }, expected) => {
    expect(verdict(parseLei, lei)).to.deep.equal(expected);
  });
  eachVector<{ uscc: string }, Verdict>("uscc", ({ uscc }, expected) => {
    expect(verdict(parseUscc, uscc)).to.deep.equal(expected);
  });
  eachVector<{ iban: string }, Verdict>("iban", ({ iban }, expected) => {
    expect(verdict(parseIban, iban)).to.deep.equal(expected);
  });
  eachVector<{ application_number: string }, Verdict>("cn_patent_check_digit", (input, expected) => {
    expect(verdict(parseCnPatent, input.application_number)).to.deep.equal(expected);
  });

  it("have one form, however they are spaced and cased", () => {
    expect(parseLei(" 5493001kjtiigc8y1r12\u00a0")).to.equal(LEI);
    expect(parseUscc("9133 0100 7996 5505 8b")).to.equal(USCC);
    expect(parseIban("gb82 WEST 1234 5698 7654 32")).to.equal(IBAN);
    for (const written of ["CN202110075127X", "ZL 202110075127.x", "2021 1007 5127.X"]) {
      expect(parseCnPatent(written)).to.equal(PATENT);
    }
  });

  it("catch every misprint of one character", () => {
    const cases: [Parser, string, string][] = [
      [parseLei, LEI, "bad-lei at id"],
      [parseUscc, USCC, "bad-uscc at id"],
      [parseIban, IBAN, "bad-iban at id"],
      [parseCnPatent, PATENT, "bad-patent-number at id"],
    ];
    for (const [parse, valid, refusal] of cases) {
      expect(parse(valid)).to.equal(valid);
      for (const misprint of misprints(valid)) {
        expect(
          refused(() => parse(misprint, "id")),
          misprint,
        ).to.equal(refusal);
      }
    }
  });

  it("refuse check digits that are congruent to the right ones but never issued", () => {
    // 97 and 98 would pass a bare remainder as 00 and 01.
    const lei = withCheck("97", (check, n) => `7LTWFZYICNSX8D62${n}${check}`, parseLei);
    expect(refused(() => parseLei(lei.slice(0, 18) + "00"))).to.equal("bad-lei");
    const iban = withCheck("97", (check, n) => `DE${check}3704004405320130${n}`, parseIban);
    expect(refused(() => parseIban(iban.replace("DE97", "DE00")))).to.equal("bad-iban");
  });

  it("refuse what is empty, too short, too long or in another script", () => {
    for (const parse of [parseLei, parseUscc, parseIban, parseCnPatent]) {
      for (const text of ["", " ", "1", "X".repeat(1000), LEI + LEI, "5493001КJTIIGC8Y1R12", "\u0000"]) {
        expect(refusalOf(() => parse(text)).code).to.match(/^bad-(?:lei|uscc|iban|patent-number)$/);
      }
    }
  });

  it("agree with npm stdnum on enterprises in China, save where the check character is 0", () => {
    const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const digits = fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 6, maxLength: 6 });
    const organisation = fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 9, maxLength: 9 });
    const peer = stdnum["CN"]?.["uscc"];
    fc.assert(
      fc.property(digits, organisation, (region, rest) => {
        const valid = Array.from(letters, (check) => `91${region}${rest}${check}`).filter(
          (code) => verdict(parseUscc, code).valid,
        );
        expect(valid).to.deep.equal([`91${region}${rest}${checkOf(`91${region}${rest}`)}`]);
        // stdnum looks up the 32nd of 31 characters where the sum is a multiple of 31, and refuses the valid code.
        for (const code of valid) expect(peer?.validate(code).isValid, code).to.equal(!code.endsWith("0"));
      }),
    );
  });

  it("take the letters of rural collectives in a social credit code", () => {
    expect(parseUscc("N2330100799655058" + checkOf("N2330100799655058"))).to.match(/^N2/);
  });

  it("take patent numbers of the old, shorter kind and refuse kinds that do not exist", () => {
    // 8x2 + 5x3 + 1x4 + 0... + 1x9 = 44 = 0 mod 11
    expect(parseCnPatent("CN85100001.0")).to.equal("85100001.0");
    expect(refused(() => parseCnPatent("202140075127.6"))).to.equal("bad-patent-number");
  });
});

/** The first number of a series, made by `write`, that is valid with the check digits given. */
function withCheck(check: string, write: (check: string, n: string) => string, parse: Parser): string {
  for (let n = 10; n < 100; n += 1) {
    const text = write(check, n.toString());
    if (verdict(parse, text).valid) return text;
  }
  return expect.fail(`no number of the series has the check digits ${check}`);
}

/** GB 32100-2015 written out: the character that makes the weighted sum of all 18 a multiple of 31. */
function checkOf(body: string): string {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const sum = weights.reduce((total, weight, at) => total + weight * letters.indexOf(body.charAt(at)), 0);
  return letters.charAt((31 - (sum % 31)) % 31);
}
