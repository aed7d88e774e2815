import { expect } from "chai";

import { gasChanges } from "../../../scripts/gas.ts";

describe("gas changes", () => {
  it("name each operation that costs more or less, that is new or gone, and no other", () => {
    const before = { pay: 1000, take: 2000, ask: 500, redeem: 10 };
    const after = { pay: 1100, take: 1990, ask: 500, settle: 7 };
    expect(gasChanges(before, after)).to.deep.equal([
      "pay: 1000 -> 1100 (+100, 10.0 %)",
      "take: 2000 -> 1990 (-10, -0.5 %)",
      "redeem: 10, no longer measured",
      "settle: new, 7",
    ]);
  });

  it("are none where nothing changed", () => {
    expect(gasChanges({ pay: 1 }, { pay: 1 })).to.deep.equal([]);
  });
});
