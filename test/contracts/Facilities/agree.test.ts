import { id as hashOf } from "ethers";
import { expect } from "chai";

import { newcomer } from "../ClaimToken/standing.ts";
import { PartyRole } from "../support/ledger.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { CONDITION, EVIDENCE, FacilityStatus, agreed, parties, proposed, termsOf } from "./lending.ts";
import type { Lending } from "./lending.ts";

const statusOf = async ({ facilities, id }: Lending): Promise<bigint> =>
  (await facilities.struct<{ status: bigint }>("facility", id)).status;

describe("A facility", () => {
  it("is the hash of its terms, and agreed with the last lender that accepts them", async () => {
    const lending = await loadFixture(proposed);
    const { facilities, syndication, lenders, id, borrower } = lending;
    expect(await statusOf(lending)).to.equal(FacilityStatus.PROPOSED);
    const [first, second, third] = lenders;
    await first.acts(syndication.call("accept", id));
    await expectRefusal(first.acts(syndication.call("accept", id)), "AlreadyAccepted", id, first.address);
    await expectRefusal(borrower.acts(syndication.call("accept", id)), "CannotTakePart", borrower.address);
    await second.acts(syndication.call("accept", id));
    expect(await statusOf(lending)).to.equal(FacilityStatus.PROPOSED);
    const receipt = await third.acts(syndication.call("accept", id));
    expect(facilities.events(receipt, "FacilityAgreed")).to.have.length(1);
    expect(await statusOf(lending)).to.equal(FacilityStatus.AGREED);
    await expectRefusal(third.acts(syndication.call("accept", id)), "NotProposed", id);
  });

  it("is proposed by its borrower, once, to financiers, one of whom is the agent", async () => {
    const lending = await loadFixture(parties);
    const { syndication, borrower, lenders, buyer, today, id } = lending;
    const propose = async (given: Record<string, unknown>, by = borrower) =>
      by.acts(syndication.call("propose", await termsOf(borrower, lenders, today, given)));
    const [first, second] = lenders;
    const at = async (given: Record<string, unknown>) =>
      syndication.uint("idOf", await termsOf(borrower, lenders, today, given));
    await expectRefusal(propose({}, first), "NotTheBorrower", 0n, first.address);
    const twice = [first, first].map(({ address }) => ({ lender: address, amount: 1n }));
    await expectRefusal(propose({ commitments: twice }), "BadLender", first.address);
    await expectRefusal(propose({ commitments: [{ lender: first.address, amount: 0n }] }), "BadLender", first.address);
    await expectRefusal(propose({ commitments: [{ lender: buyer.address, amount: 1n }] }), "BadLender", buyer.address);
    await expectRefusal(propose({ commitments: [] }), "LendersOutOfRange", 0n, 32n);
    const alone = { commitments: [{ lender: second.address, amount: 1n }] };
    await expectRefusal(propose(alone), "NotTheAgent", await at(alone), first.address);
    for (const wrong of [
      { majorityBps: 10_001n },
      { drawLtvBps: 1n },
      { availableUntil: 1n },
      { conditions: Array(65).fill(EVIDENCE) },
    ]) {
      await expectRefusal(propose(wrong), "BadTerms", await at(wrong));
    }
    await expectRefusal(propose({ currency: "0x585858" }), "UnknownCurrency", "0x585858");
    const terms = syndication.call("propose", lending.terms);
    await borrower.acts(terms);
    await expectRefusal(borrower.acts(terms), "FacilityExists", id);
  });

  it("can be given up by borrower and lenders until it is agreed", async () => {
    const lending = await loadFixture(proposed);
    const { syndication, lenders, id, buyer } = lending;
    const withdraw = syndication.call("withdraw", id, hashOf("too dear"));
    await expectRefusal(buyer.acts(withdraw), "NotALender", id, buyer.address);
    await lenders[1].acts(withdraw);
    expect(await statusOf(lending)).to.equal(FacilityStatus.WITHDRAWN);
    await expectRefusal(lenders[0].acts(syndication.call("accept", id)), "NotProposed", id);
  });

  it("has its conditions confirmed by the agent alone, each once", async () => {
    const { syndication, lenders, id } = await loadFixture(agreed);
    const satisfy = (index: bigint) => syndication.call("satisfy", id, index, EVIDENCE);
    await expectRefusal(lenders[1].acts(satisfy(0n)), "NotTheAgent", id, lenders[1].address);
    await expectRefusal(lenders[0].acts(satisfy(0n)), "AlreadySatisfied", id, 0n);
    await expectRefusal(lenders[0].acts(satisfy(1n)), "NoSuchCondition", id, 1n);
  });

  it("takes up to 64 conditions and reports, each confirmed by itself", async () => {
    const { syndication, borrower, lenders, today } = await loadFixture(parties);
    const days = Array.from({ length: 65 }, (_, at) => today + 1n + BigInt(at));
    const given = { conditions: Array<string>(64).fill(CONDITION), reportDays: days.slice(0, 64) };
    const terms = await termsOf(borrower, lenders, today, given);
    const id = await syndication.uint("idOf", terms);
    const above = { ...terms, reportDays: days };
    const refused = borrower.acts(syndication.call("propose", above));
    await expectRefusal(refused, "BadTerms", await syndication.uint("idOf", above));
    await borrower.acts(syndication.call("propose", terms));
    for (const lender of lenders) await lender.acts(syndication.call("accept", id));
    await lenders[0].acts(syndication.call("satisfy", id, 63n, EVIDENCE));
    await expectRefusal(lenders[0].acts(syndication.call("satisfy", id, 63n, EVIDENCE)), "AlreadySatisfied", id, 63n);
    const { satisfied } = await syndication.struct<{ satisfied: bigint }>("agreementOf", id);
    expect(satisfied).to.equal(1n << 63n);
  });

  it("has place for 32 lenders, whether they agree to it or take a commitment over", async () => {
    const lending = await loadFixture(parties);
    const { syndication, facilities, borrower, lenders, financier, today } = lending;
    const others: Party[] = [];
    for (let at = 0; at < 29; at++) others.push(await newcomer(lending, `lender ${String(at)}`, PartyRole.FINANCIER));
    const all = [...lenders, ...others];
    const terms = await termsOf(borrower, all, today);
    const id = await syndication.uint("idOf", terms);
    const above = syndication.call("propose", await termsOf(borrower, [...all, financier], today));
    await expectRefusal(borrower.acts(above), "LendersOutOfRange", 33n, 32n);
    await borrower.acts(syndication.call("propose", terms));
    for (const lender of all) await lender.acts(syndication.call("accept", id));
    expect(await statusOf({ ...lending, id })).to.equal(FacilityStatus.AGREED);
    const offered = await lenders[1].acts(syndication.call("offerNovation", id, financier.address, 5n));
    const [told] = facilities.events(offered, "NovationOffered");
    expect(told).to.include({ from: lenders[1].address, to: financier.address, amount: 5n });
    await borrower.acts(syndication.call("consentNovation", id, lenders[1].address, financier.address, 5n));
    const taken = financier.acts(syndication.call("acceptNovation", id, lenders[1].address, 5n));
    await expectRefusal(taken, "LendersOutOfRange", 33n, 32n);
  });

  it("moves an undrawn commitment when lender, borrower and the new lender all want it", async () => {
    const lending = await loadFixture(agreed);
    const { syndication, lenders, id, borrower, financier, buyer } = lending;
    const [first, second] = lenders;
    const offer = syndication.call("offerNovation", id, financier.address, 12_000_000n);
    const accept = syndication.call("acceptNovation", id, second.address, 12_000_000n);
    await expectRefusal(
      second.acts(syndication.call("offerNovation", id, financier.address, 30_000_001n)),
      "AmountOutOfRange",
      id,
      30_000_001n,
      30_000_000n,
    );
    await expectRefusal(
      second.acts(syndication.call("offerNovation", id, buyer.address, 1n)),
      "BadLender",
      buyer.address,
    );
    await second.acts(offer);
    await expectRefusal(financier.acts(accept), "NotConsented", id, second.address);
    const consent = syndication.call("consentNovation", id, second.address, financier.address, 12_000_000n);
    await expectRefusal(first.acts(consent), "NotTheBorrower", id, first.address);
    await borrower.acts(consent);
    await expectRefusal(first.acts(accept), "NoNovation", id, second.address);
    await financier.acts(accept);
    const [held] = (await syndication.read("lendersOf", id)).toArray(true) as [unknown[][]];
    expect(held.map(([, undrawn]) => undrawn)).to.deep.equal([50_000_000n, 18_000_000n, 20_000_000n, 12_000_000n]);
    await expectRefusal(financier.acts(accept), "NoNovation", id, second.address);
  });

  it("cannot be proposed with a term that is over", async () => {
    const { syndication, borrower, lenders, today } = await loadFixture(parties);
    const terms = await termsOf(borrower, lenders, today, { availableUntil: (await now()) - DAY });
    const id = await syndication.uint("idOf", terms);
    await expectRefusal(borrower.acts(syndication.call("propose", terms)), "BadTerms", id);
  });
});
