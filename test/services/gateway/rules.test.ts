import { expect } from "chai";

import type { Actor } from "../../../services/gateway/auth/actor.ts";
import { requireRole, seesAll } from "../../../services/gateway/auth/actor.ts";
import { minorUnits } from "../../../services/gateway/commands/money.ts";
import { Problem } from "../../../services/gateway/problems/problem.ts";
import { normalizeIdentifier } from "../../../services/gateway/queries/parties.ts";
import { NUMBER, pageFrom } from "../../../services/gateway/routes/page.ts";
import type { Page } from "../../../services/gateway/routes/page.ts";

const actor = (...roles: Actor["roles"]): Actor => ({ userName: "Ann", roles }) as unknown as Actor;

describe("Rules at the gate", () => {
  it("a viewer cannot make, a maker cannot check", () => {
    expect(() => {
      requireRole(actor("viewer"), "maker");
    }).to.throw(Problem, "needs the role maker");
    expect(() => {
      requireRole(actor("maker"), "checker");
    }).to.throw(Problem);
    expect(() => {
      requireRole(actor("maker", "checker"), "checker");
    }).not.to.throw();
  });

  it("operators and auditors see every party's things, makers do not", () => {
    expect([seesAll(actor("operator")), seesAll(actor("auditor")), seesAll(actor("maker", "checker"))]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it("an amount in another currency, or of nothing, is refused and points at the field", () => {
    expect(() => minorUnits({ currency: "USD", amount: "5" }, "EUR", "/amount"))
      .to.throw(Problem)
      .with.property("field", "/amount/currency");
    expect(() => minorUnits({ currency: "EUR", amount: "0" }, "EUR", "/amount"))
      .to.throw(Problem)
      .with.property("field", "/amount/amount");
    expect(minorUnits({ currency: "EUR", amount: "5" }, "EUR", "/amount")).to.equal(5n);
  });

  it("identifiers are equal however they are spaced, cased and punctuated", () => {
    expect(normalizeIdentifier("de 123-456.789")).to.equal(normalizeIdentifier("ＤＥ123456789"));
  });

  it("a page reads one row more than it shows, and gives the key of the last shown as cursor", async () => {
    const rows = [9, 8, 7, 6];
    const list = {
      key: [NUMBER, NUMBER],
      read: async ({ after, limit }: Page) =>
        Promise.resolve(rows.filter((row) => after === undefined || row < Number(after[0])).slice(0, limit)),
      keyOf: (row: number) => [BigInt(row), String(row)],
      view: (shown: number[]) => shown,
    };
    const first = await pageFrom({ limit: "2" }, list);
    expect(first).to.deep.equal({ items: [9, 8], next: "8~8" });
    expect(await pageFrom({ limit: "2", cursor: "8~8" }, list)).to.deep.equal({ items: [7, 6], next: null });
    for (const cursor of ["x~1", "8", "8~8~8", "8~", "", "-1~1", `${"9".repeat(19)}~1`]) {
      const refused = await pageFrom({ cursor }, list).catch((error: unknown) => error);
      expect(refused, cursor).to.be.instanceOf(Problem).with.property("field", "/cursor");
    }
  });
});
