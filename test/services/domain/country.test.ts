import { expect } from "chai";

import { parseCountry } from "../../../services/domain/country.ts";
import { refused } from "./refusal.ts";

describe("countries", () => {
  it("are the 249 assigned codes of ISO 3166-1", () => {
    const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const codes = letters.flatMap((a) => letters.map((b) => a + b));
    const known = codes.filter((code) => {
      try {
        return parseCountry(code) === code;
      } catch {
        return false;
      }
    });
    expect(known.length).to.equal(249);
    // Intl names assigned codes, and a few others beside them: none of ours may be unknown to it.
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    expect(known.filter((code) => names.of(code) === undefined)).to.deep.equal([]);
  });

  it("are not what is merely reserved, assigned by users, withdrawn or written otherwise", () => {
    for (const code of ["ZZ", "XX", "XK", "EU", "UK", "EL", "SU", "AN", "de", "DEU", "D", "", "D\u0415"]) {
      expect(
        refused(() => parseCountry(code, "/country")),
        code,
      ).to.equal("unknown-country at /country");
    }
  });
});
