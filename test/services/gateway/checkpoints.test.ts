import { expect } from "chai";

import { isDue } from "../../../services/gateway/checkpoints/take.ts";
import type { Context } from "../../../services/gateway/context.ts";

const seconds = (instant: string): bigint => BigInt(Date.parse(instant) / 1000);
const YESTERDAY = seconds("2027-03-09T23:59:59Z");
const TODAY = seconds("2027-03-10T00:00:00Z");

/** A ledger that began then, whose last checkpoint was signed then, if ever; asked at noon of 10 March 2027. */
async function due(began: bigint | undefined, signed: bigint | undefined): Promise<boolean> {
  const rows = (sql: string): object[] => {
    if (sql.includes("mirror.blocks")) return began === undefined ? [] : [{ timestamp: began }];
    return signed === undefined ? [] : [{ signed_at: signed }];
  };
  const context = {
    db: { query: async (sql: string) => Promise.resolve(rows(sql)) },
    version: { deployBlock: 1 },
    now: () => new Date("2027-03-10T12:00:00Z"),
  };
  return isDue(context as unknown as Context);
}

describe("the daily checkpoint", () => {
  it("is due once a day has ended, and once only", async () => {
    expect(await due(YESTERDAY, undefined)).to.equal(true);
    expect(await due(YESTERDAY, YESTERDAY)).to.equal(true);
    expect(await due(YESTERDAY, TODAY)).to.equal(false);
  });

  it("is not due while the ledger's first day lasts, nor before its first block", async () => {
    expect(await due(TODAY, undefined)).to.equal(false);
    expect(await due(undefined, undefined)).to.equal(false);
  });
});
