import { expect } from "chai";

import { DomainError } from "../../../services/domain/problem.ts";

describe("a refusal", () => {
  it("carries its code, its field and its cause", () => {
    const cause = new RangeError("why");
    const error = new DomainError("bad-date", "30 February", { field: "/dueDate", cause });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ name: "DomainError", code: "bad-date", field: "/dueDate", message: "30 February" });
    expect(error.cause).to.equal(cause);
    expect(error.stack).to.contain("problem.test.ts");
  });

  it("has neither field nor cause where there is none", () => {
    const error = new DomainError("bad-date", "30 February");
    expect(error.field).to.equal(undefined);
    expect("cause" in error).to.equal(false);
  });
});
