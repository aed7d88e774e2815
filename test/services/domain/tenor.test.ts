import { expect } from "chai";

import { parseDate } from "../../../services/domain/date.ts";
import { chinaTenor } from "../../../services/domain/tenor.ts";
import { eachVector } from "./corpus.ts";
import { refused } from "./refusal.ts";

const tenor = (issued: string, due: string): string => chinaTenor(parseDate(issued), parseDate(due));

const RESULTS: Readonly<Record<string, string>> = {
  ok: "within-6-months",
  exception_over_6_months: "over-6-months",
  reject_over_1_year: "over-1-year",
};

describe("tenor of an e-voucher in China", () => {
  eachVector<{ issued: string; due: string }, { result: string }>("cn_tenor", ({ issued, due }, { result }) => {
    expect(tenor(issued, due)).to.equal(RESULTS[result]);
  });

  it("changes class on the day after 6 months and the day after a year", () => {
    expect(tenor("2025-06-15", "2025-12-15")).to.equal("within-6-months");
    expect(tenor("2025-06-15", "2025-12-16")).to.equal("over-6-months");
    expect(tenor("2025-06-15", "2026-06-15")).to.equal("over-6-months");
    expect(tenor("2025-06-15", "2026-06-16")).to.equal("over-1-year");
  });

  it("ends a term of months on the last day of a shorter month", () => {
    expect(tenor("2025-08-31", "2026-02-28")).to.equal("within-6-months");
    expect(tenor("2025-08-31", "2026-03-01")).to.equal("over-6-months");
    expect(tenor("2024-02-29", "2025-02-28")).to.equal("over-6-months");
    expect(tenor("2024-02-29", "2025-03-01")).to.equal("over-1-year");
  });

  it("refuses a voucher due before it is issued", () => {
    expect(refused(() => tenor("2025-06-15", "2025-06-14"))).to.equal("bad-period");
    expect(tenor("2025-06-15", "2025-06-15")).to.equal("within-6-months");
  });
});
