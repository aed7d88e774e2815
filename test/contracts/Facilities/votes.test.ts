import { id as hashOf } from "ethers";
import { expect } from "chai";

import { DAY, loadFixture, now } from "../support/network.ts";
import { expectRefusal, refusalOf } from "../support/refusal.ts";
import type { Party } from "../support/party.ts";
import type { Receipt } from "../support/transactions.ts";
import { FacilityStatus, Ground, agreed, debtOf, drawn, noonOf, owedAt, pay, waitUntil } from "./lending.ts";
import { changeOf, close, drawOf, fund, lendAll, request, securedDrawn, value } from "./lending.ts";
import type { Drawn, Lending } from "./lending.ts";

const DOCUMENT = hashOf("what the borrower says");

const vote = async ({ votes, id }: Lending, number: bigint, ...voters: readonly Party[]): Promise<Receipt[]> => {
  const receipts: Receipt[] = [];
  for (const voter of voters) receipts.push(await voter.acts(votes.call("vote", id, number)));
  return receipts;
};

const ask = async (lending: Lending, given: Record<string, bigint>): Promise<Receipt> => {
  const { votes, borrower, id } = lending;
  return borrower.acts(
    votes.call("askAmendment", id, (await now()) + 10n * DAY, changeOf(lending.terms, given), DOCUMENT),
  );
};

const lockedOf = async ({ facilities, drawdown, lenders }: Drawn): Promise<bigint[]> =>
  Promise.all(lenders.map(async ({ address }) => facilities.uint("lockedOf", drawdown, address)));

/** In default of payment, recorded. */
async function defaulted(): Promise<Drawn> {
  const lending = await drawn();
  const { covenants, financier, id, today } = lending;
  await waitUntil(noonOf(today + 186n));
  await financier.acts(covenants.call("recordDefault", id, Ground.PAYMENT));
  return lending;
}

describe("A vote of the lenders", () => {
  it("weighs commitments that are not lent yet, and waits for an open request", async () => {
    const lending = await loadFixture(agreed);
    const { covenants, lenders, votes, id, today } = lending;
    const draw = await drawOf(lending, { amount: 50_000_000n, fundBy: (await now()) + DAY });
    const drawdown = await request(lending, draw);
    await expectRefusal(ask(lending, { graceDays: 9n }), "NotVotable", id);
    await fund({ ...lending, draw, drawdown }, lenders[0]);
    await waitUntil(noonOf(today + 2n));
    await close({ ...lending, draw, drawdown });
    await ask(lending, { graceDays: 9n });
    await vote(lending, 1n, lenders[0]);
    expect((await votes.read("tallyOf", id)).toArray()).to.deep.equal([50_000_000n, 100_000_000n, false]);
    await vote(lending, 1n, lenders[1]);
    expect(await covenants.struct("limitsOf", id)).to.include({ graceDays: 9n });
  });

  it("needs more than the majority, not as much", async () => {
    const lending = await loadFixture(drawn);
    const { syndication, covenants, facilities, lenders, id, votes, borrower } = lending;
    await ask(lending, { graceDays: 9n });
    await vote(lending, 1n, lenders[0]);
    const [cast, total, unanimous] = (await votes.read("tallyOf", id)).toArray() as unknown[];
    expect([cast, total, unanimous]).to.deep.equal([50_000_000n, 100_000_000n, false]);
    expect(await covenants.struct("limitsOf", id)).to.include({ graceDays: 5n });
    await expectRefusal(borrower.acts(votes.call("vote", id, 1n)), "BorrowerCannotVote", id, borrower.address);
    await expectRefusal(vote(lending, 1n, lenders[0]), "AlreadyVoted", id, lenders[0].address);
    await expectRefusal(vote(lending, 2n, lenders[1]), "NoVote", id, 2n);
    const [receipt] = await vote(lending, 1n, lenders[1]);
    expect(receipt && facilities.events(receipt, "VoteCarried")).to.have.length(1);
    expect(await covenants.struct("limitsOf", id)).to.include({ graceDays: 9n });
    expect(await syndication.struct("agreementOf", id)).to.include({ heldUntil: 0n });
    await expectRefusal(vote(lending, 1n, lenders[2]), "NoVote", id, 1n);
  });

  it("changes the rate only by all, and what ran before ran by the former rate", async () => {
    const lending = await loadFixture(drawn);
    const { lenders, loans, id, today, drawdown } = lending;
    await waitUntil(noonOf(today + 90n));
    await ask(lending, { rate: 87_000n });
    await vote(lending, 1n, lenders[0], lenders[1]);
    expect(await loans.struct("conditionsOf", id)).to.include({ rate: 43_500n });
    await vote(lending, 1n, lenders[2]);
    expect(await loans.struct("conditionsOf", id)).to.include({ rate: 87_000n });
    const { owed } = await owedAt({ ...lending, drawdown }, today + 180n);
    expect(owed).to.deep.equal(debtOf(500_000n, 1_087_500n + 2_175_000n, 100_000_000n));
  });

  it("locks the voters' units until it is over, so that none votes twice", async () => {
    const lending = await loadFixture(drawn);
    const { lenders, facilities, votes, financier, drawdown, id } = lending;
    await ask(lending, { graceDays: 9n });
    await vote(lending, 1n, lenders[0]);
    expect(await lockedOf(lending)).to.deep.equal([50_000_000n, 0n, 0n]);
    const sell = facilities.call("assign", drawdown, lenders[1].address, 1n, DOCUMENT);
    await expectRefusal(
      lenders[0].acts(sell),
      "ERC7943InsufficientUnfrozenBalance",
      lenders[0].address,
      drawdown,
      1n,
      0n,
    );
    const release = votes.call("release", id, lenders[0].address);
    await expectRefusal(financier.acts(release), "NotLocked", id, lenders[0].address);
    await waitUntil((await now()) + 10n * DAY + 1n);
    await expectRefusal(vote(lending, 1n, lenders[1]), "NoVote", id, 1n);
    await financier.acts(release);
    expect(await lockedOf(lending)).to.deep.equal([0n, 0n, 0n]);
    await lenders[0].acts(sell);
  });

  it("does not count seized units for who voted with them, and counts them once for who has them", async () => {
    const lending = await loadFixture(drawn);
    const { lenders, facilities, covenants, enforcer, financier, votes, drawdown, id } = lending;
    await ask(lending, { graceDays: 9n });
    await vote(lending, 1n, lenders[2], lenders[1]);
    const tally = async (): Promise<unknown> => (await votes.read("tallyOf", id)).toArray();
    expect(await tally()).to.deep.equal([50_000_000n, 100_000_000n, false]);
    const seize = [lenders[1].address, financier.address, drawdown, 30_000_000n, DOCUMENT];
    await enforcer.acts(facilities.call("forceTransfer", ...seize));
    expect(await facilities.uint("seizedOf", drawdown)).to.equal(30_000_000n);
    expect(await tally()).to.deep.equal([20_000_000n, 100_000_000n, false]);
    await vote(lending, 1n, financier);
    expect(await tally()).to.deep.equal([50_000_000n, 100_000_000n, false]);
    expect(await covenants.struct("limitsOf", id)).to.include({ graceDays: 5n });
    await vote(lending, 1n, lenders[0]);
    expect(await covenants.struct("limitsOf", id)).to.include({ graceDays: 9n });
  });

  it("holds draws and novations meanwhile", async () => {
    const lending = await loadFixture(agreed);
    const { syndication, borrower, lenders, financier, id } = lending;
    await ask(lending, { graceDays: 9n });
    const { heldUntil } = await syndication.struct<{ heldUntil: bigint }>("agreementOf", id);
    const draw = borrower.acts(syndication.call("requestDraw", id, await drawOf(lending)));
    await expectRefusal(draw, "VoteOpen", id, heldUntil);
    const offer = lenders[0].acts(syndication.call("offerNovation", id, financier.address, 1n));
    await expectRefusal(offer, "VoteOpen", id, heldUntil);
    await expectRefusal(ask(lending, {}), "VoteOpen", id, heldUntil);
    await vote(lending, 1n, lenders[0], lenders[1]);
    await request(lending, await drawOf(lending));
  });

  it("keeps a request open that was made before the default on which it is opened", async () => {
    const lending = await loadFixture(agreed);
    const { covenants, syndication, votes, financier, lenders, id, today } = lending;
    const half = { amount: 50_000_000n };
    const first = await drawOf(lending, half);
    await lendAll({ ...lending, draw: first, drawdown: await request(lending, first) });
    await waitUntil(noonOf(today + 88n));
    const fundBy = (await now()) + 9n * DAY;
    const draw = await drawOf(lending, { ...half, fundBy });
    const open = { ...lending, draw, drawdown: await request(lending, draw) };
    await waitUntil(noonOf(today + 96n));
    await financier.acts(covenants.call("recordDefault", id, Ground.REPORT));
    const votesBy = (await now()) + 10n * DAY;
    await lenders[0].acts(votes.call("askAcceleration", id, votesBy, DOCUMENT));
    await waitUntil(fundBy + 1n);
    await expectRefusal(close(open), "VoteOpen", id, votesBy);
    await waitUntil(votesBy + 1n);
    await close(open);
    expect((await syndication.struct<{ openDraw: bigint }>("agreementOf", id)).openDraw).to.equal(0n);
  });

  it("is asked by the borrower, heard for at most thirty days, and cannot secure a loan that is not", async () => {
    const lending = await loadFixture(drawn);
    const { votes, lenders, borrower, financier, id } = lending;
    const by = (await now()) + 10n * DAY;
    const change = changeOf(lending.terms);
    await expectRefusal(
      lenders[0].acts(votes.call("askAmendment", id, by, change, DOCUMENT)),
      "NotTheBorrower",
      id,
      lenders[0].address,
    );
    const never = borrower.acts(votes.call("askWaiver", id, by + 31n * DAY, by, DOCUMENT));
    expect((await refusalOf(never)).error).to.equal("VotesByOutOfRange");
    await expectRefusal(ask(lending, { drawLtvBps: 5_000n }), "BadTerms", id);
    await expectRefusal(ask(lending, { maxLtvBps: 5_000n }), "BadTerms", id);
    await ask(lending, {});
    await expectRefusal(vote(lending, 1n, financier), "NothingToVote", id, financier.address);
  });

  it("waives a breach up to an instant, before which none is recorded again", async () => {
    const lending = await loadFixture(securedDrawn);
    const { votes, covenants, facilities, lenders, borrower, financier, id } = lending;
    await value(lending, 0n);
    await financier.acts(covenants.call("callMargin", id));
    const until = (await now()) + 60n * DAY;
    await borrower.acts(votes.call("askWaiver", id, (await now()) + DAY, until, DOCUMENT));
    await vote(lending, 1n, lenders[0], lenders[2]);
    expect(await covenants.struct("watchOf", id)).to.include({ cureBy: 0n, waivedUntil: until });
    expect(await facilities.struct("facility", id)).to.include({ status: FacilityStatus.AGREED });
    await expectRefusal(financier.acts(covenants.call("callMargin", id)), "BreachWaived", id, until);
    await waitUntil(until + 1n);
    await financier.acts(covenants.call("callMargin", id));
  });
});

describe("A vote to make all due", () => {
  it("takes a recorded default and a majority; then all drawdowns share every payment", async () => {
    const lending = await loadFixture(defaulted);
    const { votes, facilities, loans, lenders, id, drawdown, today } = lending;
    const by = (await now()) + DAY;
    await lenders[0].acts(votes.call("askAcceleration", id, by, DOCUMENT));
    await expectRefusal(lenders[1].acts(votes.call("askAcceleration", id, by, DOCUMENT)), "VoteOpen", id, by);
    const [receipt] = await vote(lending, 1n, lenders[1]);
    expect(receipt && facilities.events(receipt, "Accelerated")[0]).to.include({ day: today + 186n });
    expect(await facilities.struct("facility", id)).to.include({ status: FacilityStatus.ACCELERATED });
    expect(await loans.struct("conditionsOf", id)).to.include({ acceleratedAt: await now() });
    const { due } = await owedAt({ ...lending, drawdown }, today + 186n);
    const { owed } = await owedAt({ ...lending, drawdown }, today + 186n);
    expect(due).to.deep.equal(owed);
    await pay(lending, 400_000n);
    expect((await owedAt(lending, today + 186n)).owed).to.have.property("0", 100_000n);
  });

  it("is not opened without a default, and not carried once that is cured", async () => {
    const lending = await loadFixture(defaulted);
    const { votes, covenants, lenders, financier, id } = lending;
    await lenders[0].acts(votes.call("askAcceleration", id, (await now()) + DAY, DOCUMENT));
    await pay(lending, 500_000n + 2_175_000n + 50_000_000n + 1_000_000n);
    await financier.acts(covenants.call("cure", id));
    await expectRefusal(vote(lending, 1n, lenders[1]), "NoDefault", id);
    const again = lenders[1].acts(votes.call("askAcceleration", id, (await now()) + DAY, DOCUMENT));
    await expectRefusal(again, "VoteOpen", id, (await votes.struct<{ votesBy: bigint }>("voteOf", id)).votesBy);
  });
});
