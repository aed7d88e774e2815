import { expect } from "chai";

import { exponentOf } from "../../../services/domain/currency.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

describe("currency", () => {
  eachVector<{ currency: string }, { minor_units: number }>("currency_exponent", ({ currency }, expected) => {
    expect(exponentOf(currency)).to.equal(expected.minor_units);
  });

  it("has the minor unit of ISO 4217 where Intl has another", () => {
    for (const currency of ["IQD", "HUF", "COP", "LAK", "MGA"]) {
      const printed = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
      expect(exponentOf(currency), currency).to.equal(currency === "IQD" ? 3 : 2);
      expect(printed.maximumFractionDigits, `${currency} in Intl`).to.equal(0);
    }
  });

  it("knows units of 0, 2, 3 and 4 decimals", () => {
    const exponents = ["JPY", "XAF", "EUR", "CNY", "KWD", "TND", "CLF", "UYW"].map((currency) => exponentOf(currency));
    expect(exponents).to.deep.equal([0, 0, 2, 2, 3, 3, 4, 4]);
  });

  it("has the 165 codes of list one that have a minor unit", () => {
    const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    const known = codes.filter((code) => {
      try {
        return exponentOf(code) >= 0;
      } catch {
        return false;
      }
    });
    expect(known).to.have.length(165);
  });

  it("knows the newest codes and none that is withdrawn", () => {
    expect(["XCG", "ZWG", "SLE", "VED"].map((currency) => exponentOf(currency))).to.deep.equal([2, 2, 2, 2]);
    for (const withdrawn of ["DEM", "HRK", "BGN", "ANG", "ZWL", "SLL", "MRO", "CUC"]) {
      expect(
        refused(() => exponentOf(withdrawn)),
        withdrawn,
      ).to.equal("bad-currency");
    }
  });

  it("refuses codes that are no currency, and what is no code, naming the field", () => {
    for (const code of ["XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XDR", "XSU", "XUA"]) {
      expect(
        refused(() => exponentOf(code, "/currency")),
        code,
      ).to.equal("bad-currency at /currency");
    }
    for (const text of ["", "eur", "EUR ", "EURO", "€", "__proto__", "constructor"]) {
      expect(
        refused(() => exponentOf(text)),
        text,
      ).to.equal("bad-currency");
    }
  });
});
