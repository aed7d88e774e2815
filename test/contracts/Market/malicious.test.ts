import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { acknowledgedClaim, euroOf } from "../support/claims.ts";
import type { WithClaim } from "../support/claims.ts";
import { deployTestContract } from "../support/built.ts";
import type { Deployed } from "../support/deployed.ts";
import { FUNDS } from "../support/ledger.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { Call } from "../support/transactions.ts";
import { terms } from "../StandingOffers/standing.ts";
import { ASK, PRICE, UNITS, askOf, offer } from "./sale.ts";

const BID = 1n;
const OFFER = 1n;

interface WithThief extends WithClaim {
  readonly thief: Deployed;
}

/** Fixture: the governor has listed a token that turns out to be a thief; one ask, one bid and one standing offer are on it. */
async function listed(): Promise<WithThief> {
  const ledger = await acknowledgedClaim();
  const { governor, supplier, financier, buyer, market, standingOffers, id } = ledger;
  const thief = await deployTestContract("test/contracts/Market/Thief.sol", supplier.address, buyer.address);
  await governor.acts(market.call("list", thief.address, ZeroAddress));
  await supplier.acts(market.call("ask", await offer(ledger, { token: thief.address })));
  await financier.acts(market.call("bid", ASK, UNITS, PRICE, (await now()) + DAY));
  const given = await terms(ledger, { token: thief.address, limit: 10n ** 9n, maxDays: 65_535n, rate: 0n });
  await financier.acts(standingOffers.call("offer", given));
  await supplier.acts(standingOffers.call("entrust", OFFER, true));
  return { ...ledger, thief, id };
}

/** What the thief is to do with each leg of a match. */
const arms = async ({ supplier, thief }: WithThief, { target, data }: Call) =>
  supplier.acts(thief.call("arm", target, data));

describe("A market that a listed token turns on", () => {
  for (const [name, args] of [
    ["take", [ASK, 1n, PRICE]],
    ["accept", [BID, PRICE]],
    ["close", [ASK]],
  ] as const) {
    it(`is not entered by ${name} from within a match, however that was made`, async () => {
      const ledger = await loadFixture(listed);
      const { supplier, financier, market } = ledger;
      await arms(ledger, market.call(name, ...args));
      for (const act of [
        () => financier.acts(market.call("take", ASK, UNITS, PRICE)),
        () => supplier.acts(market.call("accept", BID, PRICE)),
      ]) {
        await expectRefusal(act(), "ReentrancyGuardReentrantCall");
      }
      expect((await askOf(ledger)).filled).to.equal(0n);
    });
  }

  for (const [name, args] of [
    ["takeOffer", [OFFER, 7n, 1n, 0n]],
    ["finance", [OFFER, 7n]],
  ] as const) {
    it(`is not entered by ${name} from within a sale on a standing offer`, async () => {
      const ledger = await loadFixture(listed);
      const { supplier, standingOffers } = ledger;
      await arms(ledger, standingOffers.call(name, ...args));
      for (const sale of [
        standingOffers.call("takeOffer", OFFER, 7n, 10n, 0n),
        standingOffers.call("finance", OFFER, 7n),
      ]) {
        await expectRefusal(supplier.acts(sale), "ReentrancyGuardReentrantCall");
      }
    });
  }

  it("lets it move nobody's cash: only the market's own matches do", async () => {
    const ledger = await loadFixture(listed);
    const { supplier, financier, market, euro } = ledger;
    await arms(ledger, euro.call("transferFrom", financier.address, supplier.address, FUNDS));
    const match = financier.acts(market.call("take", ASK, UNITS, PRICE));
    await expectRefusal(match, "ERC20InsufficientAllowance", ledger.thief.address, 0n, FUNDS);
    expect(await euroOf(ledger, financier)).to.equal(FUNDS);
  });
});
