import { expect } from "chai";

import { parseGln } from "../../../services/domain/identifiers/gln.ts";
import { refused } from "./refusal.ts";

// From GS1's documents: GS1 Germany's and GS1 Belgium's examples, and GS1 UK's own number.
const VALID = ["4012345000009", "5412345000013", "5013546027276"];

describe("GLN", () => {
  it("takes what GS1 prints, however it is spaced", () => {
    for (const gln of VALID) expect(parseGln(gln)).to.equal(gln);
    expect(parseGln("4 012345 00000-9")).to.equal("4012345000009");
  });

  it("catches every misprint of one digit", () => {
    for (const gln of VALID) {
      for (let at = 0; at < gln.length; at += 1) {
        for (const digit of "0123456789".replace(gln[at] ?? "", "")) {
          const misprint = gln.slice(0, at) + digit + gln.slice(at + 1);
          expect(
            refused(() => parseGln(misprint, "id")),
            misprint,
          ).to.equal("bad-gln at id");
        }
      }
    }
  });

  it("refuses other lengths, letters and nothing", () => {
    for (const text of ["", "401234500000", "40123450000095", "40123450O0009", "\u0000"]) {
      expect(refused(() => parseGln(text))).to.equal("bad-gln");
    }
  });
});
