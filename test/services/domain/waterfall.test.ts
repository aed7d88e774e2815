import { expect } from "chai";

import { payAllDebts, payDebt } from "../../../services/domain/waterfall.ts";

const debt = (fees: bigint, interest: bigint, principal: bigint) => ({ fees, interest, principal });

describe("payment waterfall", () => {
  it("pays fees, then interest, then principal, and gives back what is left", () => {
    const owed = debt(10n, 20n, 100n);
    expect(payDebt(owed, 9n)).to.deep.equal({ paid: debt(9n, 0n, 0n), left: 0n });
    expect(payDebt(owed, 31n)).to.deep.equal({ paid: debt(10n, 20n, 1n), left: 0n });
    expect(payDebt(owed, 131n)).to.deep.equal({ paid: owed, left: 1n });
  });

  it("pays all fees, then all interest pro rata, then all principal pro rata after acceleration", () => {
    const owed = [debt(5n, 30n, 1_000n), debt(0n, 10n, 500n)];
    expect(payAllDebts(owed, 4n).paid).to.deep.equal([debt(4n, 0n, 0n), debt(0n, 0n, 0n)]);
    expect(payAllDebts(owed, 25n).paid).to.deep.equal([debt(5n, 15n, 0n), debt(0n, 5n, 0n)]);
    // 40 of 1,500: the odd unit goes to the larger remainder.
    expect(payAllDebts(owed, 85n)).to.deep.equal({ paid: [debt(5n, 30n, 27n), debt(0n, 10n, 13n)], left: 0n });
    expect(payAllDebts(owed, 1_550n)).to.deep.equal({ paid: owed, left: 5n });
    expect(payAllDebts([], 5n)).to.deep.equal({ paid: [], left: 5n });
  });
});
