import { expect } from "chai";

import { bearer, openHarness } from "./support/app.ts";
import type { Harness } from "./support/app.ts";

const FACE = 120_000_000n;
// 2026-03-05 to 2026-06-03: 90 days, 88 of them by 30E/360.
const DATES = { valueDate: "2026-03-05", dueDate: "2026-06-03" };

interface Quote {
  readonly price: { readonly amount: string };
  readonly discountRate: string;
  readonly apr: string;
  readonly days: number;
  readonly basis: number;
}

describe("POST /v1/quotes", () => {
  let harness: Harness;
  before(async () => {
    harness = await openHarness();
    harness.answer = (sql) => (sql.includes("mirror.cursor") ? [{ block: 7n }] : []);
  });
  after(() => harness.app.close());

  async function ask(terms: object) {
    const amount = { currency: "EUR", amount: String(FACE) };
    return harness.app.inject({
      method: "POST",
      url: "/v1/quotes",
      headers: { ...bearer(), "content-type": "application/json" },
      payload: { amount, dayCount: "ACT/360", ...DATES, ...terms },
    });
  }

  const quote = async (terms: object): Promise<Quote> => (await ask(terms)).json<Quote>();

  it("shows the APR of a discount rate, and the discount rate of an APR, for the same price", async () => {
    const byRate = await quote({ annualRate: "0.06" });
    expect(byRate).to.include({ days: 90, basis: 360, discountRate: "0.060000", apr: "0.060914" });
    expect(byRate.price.amount).to.equal("118200000");
    // 0.06 / (1 - 0.06 x 90 / 360) is 0.0609137055837...
    const byApr = await quote({ targetApr: "0.060913705584" });
    expect(byApr.price.amount).to.equal(byRate.price.amount);
    expect(byApr.discountRate).to.equal("0.060000");
  });

  for (const [dayCount, days, basis] of [
    ["ACT/360", 90n, 360n],
    ["ACT/365F", 90n, 365n],
    ["30E/360", 88n, 360n],
  ] as const) {
    it(`prices a target APR on ${dayCount} to the minor unit`, async () => {
      const { price, apr } = await quote({ targetApr: "0.08", dayCount });
      // face / (1 + 0.08 x days / basis), to the nearest
      const [over, under] = [FACE * 100n * basis, 100n * basis + 8n * days];
      expect(BigInt(price.amount)).to.equal((2n * over + under) / (2n * under));
      expect(apr).to.equal("0.080000");
    });
  }

  it("compares with an advance whose fees come off the reserve", async () => {
    const advance = { rate: "0.8", feeRate: "0.03", serviceFee: { currency: "EUR", amount: "500" } };
    const answer = await ask({ annualRate: "0.06", advance });
    const eur = (amount: string): object => ({ currency: "EUR", amount });
    expect(answer.json<{ advance: unknown }>().advance).to.deep.equal({
      advance: eur("96000000"),
      reserve: eur("24000000"),
      fee: eur("10800000"),
      rebate: eur("13199500"),
      netProceeds: eur("109199500"),
    });
    const greedy = await ask({ annualRate: "0.06", advance: { rate: "1.1", feeRate: "0.03" } });
    expect(greedy.statusCode, greedy.body).to.equal(400);
  });

  it("refuses both rates, none, and a due date that is not ahead", async () => {
    for (const terms of [{}, { annualRate: "0.05", targetApr: "0.05" }]) {
      const answer = await ask(terms);
      expect(answer.statusCode, answer.body).to.equal(400);
      expect(answer.json()).to.include({ code: "invalid-field", field: "/annualRate" });
    }
    for (const dueDate of ["2026-03-05", "2026-03-04"]) {
      expect((await ask({ targetApr: "0.05", dueDate })).statusCode).to.equal(400);
    }
  });
});
