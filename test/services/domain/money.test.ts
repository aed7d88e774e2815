import { expect } from "chai";
import fc from "fast-check";

import { MAX_AMOUNT, formatDecimal, parseDecimal, parseMinor } from "../../../services/domain/money.ts";
import { refused } from "./refusal.ts";

const currency = fc.constantFrom("JPY", "EUR", "KWD", "CLF");
const amount = fc.bigInt({ min: -MAX_AMOUNT, max: MAX_AMOUNT });

describe("money", () => {
  it("reads major units into minor units of the currency's own exponent", () => {
    expect(parseDecimal("1000", "JPY")).to.equal(1000n);
    expect(parseDecimal("1000.00", "EUR")).to.equal(100_000n);
    expect(parseDecimal("1000.005", "KWD")).to.equal(1_000_005n);
    expect(parseDecimal("-3.5", "EUR")).to.equal(-350n);
    expect(parseDecimal("90071992547409.93", "EUR")).to.equal(2n ** 53n + 1n);
  });

  it("reads every form that xsd:decimal allows", () => {
    for (const [text, expected] of [
      ["+5", 500n],
      ["5.", 500n],
      [".5", 50n],
      ["0005.50", 550n],
      [" \t\r\n5.5\n ", 550n],
      ["-0.00", 0n],
    ] as const) {
      expect(parseDecimal(text, "EUR"), JSON.stringify(text)).to.equal(expected);
    }
  });

  it("refuses every other form", () => {
    const forms = [
      "",
      " ",
      ".",
      "+",
      "NaN",
      "INF",
      "1e3",
      "1,00",
      "1.000,00",
      "1 000",
      "--1",
      "0x10",
      "١٠",
      "1.0.0",
      "1\u00a0",
    ];
    for (const text of [...forms, "1".repeat(300)]) {
      expect(
        refused(() => parseDecimal(text, "EUR", "/amount")),
        text,
      ).to.equal("bad-amount at /amount");
    }
  });

  it("refuses decimals that would have to be rounded, and takes zeros beyond the exponent", () => {
    expect(refused(() => parseDecimal("1000.005", "EUR"))).to.equal("excess-decimals");
    expect(refused(() => parseDecimal("1000.5", "JPY"))).to.equal("excess-decimals");
    expect(parseDecimal("1000.5000", "EUR")).to.equal(100_050n);
    expect(parseDecimal("1000.000", "JPY")).to.equal(1000n);
  });

  it("refuses what the ledger's 96 bits cannot hold, at exactly that bound", () => {
    const digits = MAX_AMOUNT.toString();
    const text = (last: bigint): string => (BigInt(digits) + last).toString();
    expect(parseDecimal(text(0n), "JPY")).to.equal(2n ** 96n - 1n);
    expect(parseDecimal(`-${text(0n)}`, "JPY")).to.equal(1n - 2n ** 96n);
    expect(refused(() => parseDecimal(text(1n), "JPY"))).to.equal("amount-out-of-range");
    expect(refused(() => parseDecimal(`-${text(1n)}`, "JPY"))).to.equal("amount-out-of-range");
    expect(refused(() => parseDecimal("123456789012345678901234567890.12", "EUR"))).to.equal("amount-out-of-range");
  });

  it("writes the currency's own number of decimals", () => {
    expect(formatDecimal(100_050n, "EUR")).to.equal("1000.50");
    expect(formatDecimal(5n, "KWD")).to.equal("0.005");
    expect(formatDecimal(-5n, "EUR")).to.equal("-0.05");
    expect(formatDecimal(0n, "JPY")).to.equal("0");
  });

  it("reads back what it wrote, in any currency", () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        expect(parseDecimal(formatDecimal(minor, code), code)).to.equal(minor);
      }),
    );
  });

  it("reads minor units in plain digits only", () => {
    fc.assert(fc.property(amount, (minor) => parseMinor(minor.toString()) === minor));
    for (const text of ["", "1.0", "01", "+1", "1e3", " 1", "-", "0x1"]) {
      expect(
        refused(() => parseMinor(text, "/amount")),
        text,
      ).to.equal("bad-amount at /amount");
    }
    expect(refused(() => parseMinor((2n ** 96n).toString()))).to.equal("amount-out-of-range");
  });

  it("shows hostile input in a message without its control and direction characters", () => {
    try {
      parseDecimal("\u202e1\u0000\n" + "9".repeat(100), "EUR");
      expect.fail("accepted");
    } catch (error) {
      expect((error as Error).message)
        .to.match(/^"\ufffd1\ufffd\ufffd9{36}\.\.\." is not a decimal number/)
        .and.not.match(/[\p{Cc}\p{Cf}]/u);
    }
  });
});
