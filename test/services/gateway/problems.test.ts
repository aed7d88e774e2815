import { expect } from "chai";

import { CONTRACT_NAMES, interfaceOf } from "../../../services/chain/artifacts.ts";
import { ADVICE } from "../../../services/gateway/problems/advice.ts";
import { PROBLEMS } from "../../../services/gateway/problems/codes.ts";
import { problemOfRevert, SENTENCES } from "../../../services/gateway/problems/fromRevert.ts";
import { Problem } from "../../../services/gateway/problems/problem.ts";

describe("Problems", () => {
  it("have a page of advice each, and no page without a code", () => {
    expect(Object.keys(ADVICE).sort()).to.deep.equal(Object.keys(PROBLEMS).sort());
  });

  it("answer as RFC 9457 says, with their own members last to lose", () => {
    const problem = new Problem("not-found", { detail: "no such thing", extra: { status: 200, receivable: "0x1" } });
    expect(problem.body("req-1")).to.deep.equal({
      type: "/problems/not-found",
      title: PROBLEMS["not-found"].title,
      status: 404,
      code: "not-found",
      detail: "no such thing",
      receivable: "0x1",
      requestId: "req-1",
    });
  });

  it("translate only errors that a contract really has", () => {
    const errors = new Set<string>();
    for (const contract of CONTRACT_NAMES) interfaceOf(contract).forEachError(({ name }) => errors.add(name));
    expect(Object.keys(SENTENCES).filter((name) => !errors.has(name))).to.deep.equal([]);
  });

  it("a duplicate on the ledger is the same problem as one found before", () => {
    expect(problemOfRevert({ name: "TagTaken", args: { tag: "0x1" }, contracts: [] }).code).to.equal(
      "invoice-already-registered",
    );
  });

  it("write integers of a contract's error as decimal strings, at any depth", () => {
    const problem = problemOfRevert({ name: "ExceedsDue", args: { amount: 5n, list: [1n, [2n]] }, contracts: [] });
    expect(problem.extra).to.deep.equal({
      contractError: "ExceedsDue",
      arguments: { amount: "5", list: ["1", ["2"]] },
    });
  });

  it("name an error that nobody has translated", () => {
    expect(problemOfRevert({ name: "SomethingNew", args: {}, contracts: [] }).message).to.contain("SomethingNew");
  });
});
