import { expect } from "chai";
import { id as hashOf } from "ethers";

import { lienOf as lienIn, LienStatus, ownersOf, rankedOn, record } from "../Assets/acts.ts";
import { freeze, unfreeze } from "../ClaimToken/standing.ts";
import { inDays, lienOf } from "../Collateral/secured.ts";
import { waitUntil } from "../Facilities/lending.ts";
import { USD } from "../support/ledger.ts";
import { loadFixture, wait } from "../support/network.ts";
import { expectRefusal } from "../support/refusal.ts";
import {
  balance,
  BEHIND,
  bidOn,
  commit,
  defaulted,
  EVIDENCE,
  open,
  OWED,
  reveal,
  SaleStatus,
  SALT,
  settle,
  termsOf,
} from "./selling.ts";

const DAY = 86_400n;

describe("Sales.settle", () => {
  it("pays the liens by rank and the surplus to the owner, and moves the asset to the best bidder", async () => {
    const selling = await loadFixture(defaulted);
    const { sales, assets, asset, lien, behind, fundLender, borrower, bidders, facilities, lenders } = selling;
    const opened = await open(selling);
    const { sale } = opened;
    await fundLender.acts(sales.call("demand", sale, behind, 25_000_000n, EVIDENCE));
    const interest = (await sales.uint("owedUnder", sale, lien)) - OWED;
    const before = await balance(selling, borrower);
    await bidOn(selling, opened, 70_000_000n, 80_000_000n);
    expect(await balance(selling, sales)).to.equal(80_000_000n);
    const owed = await sales.uint("owedUnder", sale, lien);
    expect(owed > OWED + interest).to.equal(true);
    const receipt = await settle(selling, sale);
    const paid = assets.events(receipt, "ProceedsPaid").map((told) => [told["lien"], told["owed"], told["paid"]]);
    expect(paid).to.deep.equal([
      [lien, owed, owed],
      [behind, 25_000_000n, 25_000_000n],
    ]);
    const surplus = 80_000_000n - owed - 25_000_000n;
    expect((await balance(selling, borrower)) - before).to.equal(surplus);
    expect(await balance(selling, fundLender)).to.equal(25_000_000n);
    expect(await balance(selling, facilities)).to.equal(owed);
    expect(await balance(selling, sales)).to.equal(0n);
    expect(await selling.loans.uint("outstanding", selling.id)).to.equal(0n);
    expect(await ownersOf(selling, asset)).to.deep.equal([{ account: bidders[1].address, parts: 1n }]);
    expect([(await lienIn(selling, lien)).status, (await lienIn(selling, behind)).status]).to.deep.equal([
      LienStatus.ENFORCED,
      LienStatus.RELEASED,
    ]);
    const [told] = assets.events(receipt, "AssetSold");
    expect([told?.["buyer"], told?.["price"], told?.["surplus"], told?.["surviving"]]).to.deep.equal([
      bidders[1].address,
      80_000_000n,
      surplus,
      0n,
    ]);
    await expectRefusal(settle(selling, sale), "SaleNotOpen", sale, SaleStatus.SOLD);
    expect(await balance(selling, lenders[0])).to.not.equal(0n);
  });

  it("leaves those behind what is left, and the liens before it with the asset", async () => {
    const selling = await loadFixture(defaulted);
    const { sales, assets, asset, lien, behind, fundLender, bidders } = selling;
    await wait(6n * DAY);
    const terms = await termsOf(behind, { owed: BEHIND });
    await expectRefusal(fundLender.acts(sales.call("open", { ...terms, owed: 0n })), "BadDemand", behind, 0n);
    const above = { ...terms, owed: BEHIND + 1n };
    await expectRefusal(fundLender.acts(sales.call("open", above)), "BadDemand", behind, BEHIND + 1n);
    await fundLender.acts(sales.call("open", terms));
    await bidOn(selling, { sale: 1n, commitBy: terms.commitBy, revealBy: terms.revealBy }, 12_000_000n);
    const receipt = await settle(selling, 1n);
    const [told] = assets.events(receipt, "AssetSold");
    expect([told?.["surplus"], told?.["surviving"]]).to.deep.equal([0n, 1n]);
    expect(await balance(selling, fundLender)).to.equal(12_000_000n);
    expect(await rankedOn(selling, asset)).to.deep.equal([lien]);
    expect(await ownersOf(selling, asset)).to.deep.equal([{ account: bidders[0].address, parts: 1n }]);
  });

  it("a lien behind that demands nothing ends without a payment", async () => {
    const selling = await loadFixture(defaulted);
    const opened = await open(selling);
    await bidOn(selling, opened, 60_000_000n);
    const receipt = await settle(selling, opened.sale);
    const paid = selling.assets.events(receipt, "ProceedsPaid").map((told) => told["paid"]);
    expect(paid[1]).to.equal(0n);
    expect((await lienIn(selling, selling.behind)).status).to.equal(LienStatus.RELEASED);
  });

  it("pays a facility under each of its liens, and under none what another has paid", async () => {
    const selling = await loadFixture(defaulted);
    const { assets, facilities, sales, lien, behind, fundLender } = selling;
    const [small, rest] = [
      await lienOf(selling, { amount: 20_000_000n }, { sequence: 3n }),
      await lienOf(selling, { amount: 50_000_000n }, { sequence: 4n }),
    ];
    await selling.lenders[0].acts(assets.call("release", lien, hashOf("replaced by two")));
    const terms = await termsOf(behind, { owed: 5_000_000n });
    await wait(6n * DAY);
    const times = { commitBy: terms.commitBy + 6n * DAY, revealBy: terms.revealBy + 6n * DAY };
    await fundLender.acts(sales.call("open", { ...terms, ...times }));
    await bidOn(selling, { sale: 1n, ...times }, 70_000_000n);
    const owed = await selling.loans.uint("outstanding", selling.id);
    const receipt = await settle(selling, 1n);
    const paid = assets.events(receipt, "ProceedsPaid").map((told) => [told["lien"], told["owed"], told["paid"]]);
    const all = await balance(selling, facilities);
    expect(paid).to.deep.equal([
      [behind, 5_000_000n, 5_000_000n],
      [small, 20_000_000n, 20_000_000n],
      [rest, all - 20_000_000n, all - 20_000_000n],
    ]);
    expect(all > owed).to.equal(true);
    expect(await selling.loans.uint("outstanding", selling.id)).to.equal(0n);
  });

  it("takes the smallest price that the reserve lets pass", async () => {
    const selling = await loadFixture(defaulted);
    const opened = await open(selling, { reserve: 1n });
    await bidOn(selling, opened, 1n);
    const receipt = await settle(selling, opened.sale);
    expect(selling.assets.events(receipt, "AssetSold")[0]).to.include({ price: 1n });
  });

  it("fails and pays back where nobody bids, the lien is gone or the asset cannot pass", async () => {
    const selling = await loadFixture(defaulted);
    const { assets, asset, lien, lenders, bidders } = selling;
    const quiet = await open(selling);
    await waitUntil(quiet.revealBy + 1n);
    expect(assets.events(await settle(selling, quiet.sale), "SaleFailed")).to.have.length(1);
    const before = await balance(selling, bidders[0]);
    const held = await open(selling);
    await bidOn(selling, held, 60_000_000n);
    await record(selling, "recordRestraint", asset, true, EVIDENCE);
    expect(assets.events(await settle(selling, held.sale), "SaleFailed")).to.have.length(1);
    expect(await balance(selling, bidders[0])).to.equal(before);
    await record(selling, "recordRestraint", asset, false, EVIDENCE);
    const last = await open(selling);
    await bidOn(selling, last, 60_000_000n);
    await lenders[0].acts(assets.call("release", lien, hashOf("paid elsewhere")));
    expect(assets.events(await settle(selling, last.sale), "SaleFailed")).to.have.length(1);
    expect(await balance(selling, bidders[0])).to.equal(before);
    expect(await ownersOf(selling, asset)).to.deep.equal([{ account: selling.borrower.address, parts: 1n }]);
  });

  it("keeps what cannot be paid, until it can", async () => {
    const selling = await loadFixture(defaulted);
    const { sales, borrower } = selling;
    const opened = await open(selling);
    await bidOn(selling, opened, 80_000_000n);
    const before = await balance(selling, borrower);
    await freeze(selling, borrower);
    const receipt = await settle(selling, opened.sale);
    const [told] = selling.assets.events(receipt, "SurplusPaid");
    const surplus = told?.["paid"] as bigint;
    expect(await sales.uint("keptFor", opened.sale, borrower.address)).to.equal(surplus);
    const call = sales.call("payKept", opened.sale, borrower.address);
    await expectRefusal(selling.financier.acts(call), "NothingKept", opened.sale, borrower.address);
    await unfreeze(selling, borrower);
    await selling.financier.acts(call);
    expect((await balance(selling, borrower)) - before).to.equal(surplus);
    await expectRefusal(selling.financier.acts(call), "NothingKept", opened.sale, borrower.address);
  });
});

describe("A sale by sealed bids", () => {
  it("is opened by the lender of an active lien in default, once at a time, with times that come", async () => {
    const selling = await loadFixture(defaulted);
    const { sales, lien, behind, lenders, fundLender, asset } = selling;
    const terms = await termsOf(lien);
    await expectRefusal(fundLender.acts(sales.call("open", terms)), "NotSalesLender", lien, fundLender.address);
    const early = await termsOf(behind, { owed: BEHIND });
    await expectRefusal(fundLender.acts(sales.call("open", early)), "DebtNotInDefault", behind);
    const counted = lenders[0].acts(sales.call("open", { ...terms, owed: 1n }));
    await expectRefusal(counted, "BadDemand", lien, 1n);
    const backwards = { ...terms, revealBy: terms.commitBy };
    const refused = lenders[0].acts(sales.call("open", backwards));
    await expectRefusal(refused, "BadTimes", terms.commitBy, terms.commitBy);
    const none = { ...terms, evidence: `0x${"00".repeat(32)}` };
    await expectRefusal(lenders[0].acts(sales.call("open", none)), "BadEvidence");
    const { sale } = await open(selling);
    await expectRefusal(lenders[0].acts(sales.call("open", terms)), "SaleRuns", asset, sale);
  });

  it("is not opened while a lien behind is in another currency, and may be behind such a one", async () => {
    const selling = await loadFixture(defaulted);
    const { sales, lien, fundLender, lenders } = selling;
    const terms = { currency: USD, amount: 9_000_000n, debt: hashOf("a loan in dollars"), debtDueAt: await inDays(5n) };
    const dollars = await lienOf(selling, terms, { sequence: 3n }, fundLender);
    const refused = lenders[0].acts(sales.call("open", await termsOf(lien)));
    await expectRefusal(refused, "MixedCurrencies", lien, dollars);
    const last = await lienOf(selling, {}, { sequence: 4n });
    await lenders[0].acts(sales.call("open", await termsOf(last)));
  });

  it("takes one seal of each bidder in its time, and opens what was sealed and nothing else", async () => {
    const selling = await loadFixture(defaulted);
    const { sales, bidders, borrower, fundLender, behind } = selling;
    const { sale, commitBy, revealBy } = await open(selling);
    await commit(selling, sale, bidders[0], 50_000_000n);
    await commit(selling, sale, bidders[1], 5_000_000n);
    await expectRefusal(commit(selling, sale, bidders[0], 1n), "AlreadyCommitted", sale, bidders[0].address);
    await expectRefusal(commit(selling, sale, borrower, 1n), "CannotBid", sale, borrower.address);
    await expectRefusal(commit(selling, 9n, bidders[0], 1n), "UnknownSale", 9n);
    const early = reveal(selling, sale, bidders[0], 50_000_000n);
    await expectRefusal(early, "NotRevealing", sale, commitBy, revealBy);
    await waitUntil(commitBy + 1n);
    await expectRefusal(commit(selling, sale, fundLender, 1n), "CommitOver", sale, commitBy);
    const other = reveal(selling, sale, bidders[0], 50_000_001n);
    await expectRefusal(other, "OtherBid", sale, bidders[0].address);
    const low = reveal(selling, sale, bidders[1], 5_000_000n);
    await expectRefusal(low, "BelowReserve", sale, 5_000_000n, 10_000_000n);
    await expectRefusal(settle(selling, sale), "StillRevealing", sale, revealBy);
    await reveal(selling, sale, bidders[0], 50_000_000n);
    await expectRefusal(reveal(selling, sale, bidders[0], 50_000_000n), "OtherBid", sale, bidders[0].address);
    const foreign = selling.lenders[0].acts(sales.call("demand", sale, behind, 1n, EVIDENCE));
    await expectRefusal(foreign, "NotSalesLender", behind, selling.lenders[0].address);
    await waitUntil(revealBy + 1n);
    const late = fundLender.acts(sales.call("demand", sale, behind, 1n, EVIDENCE));
    await expectRefusal(late, "NotRevealing", sale, commitBy, revealBy);
  });

  it("pays back the bid that is beaten, and takes nothing for one that does not beat", async () => {
    const selling = await loadFixture(defaulted);
    const { bidders, sales } = selling;
    const { sale, commitBy } = await open(selling);
    const before = await Promise.all(bidders.map((bidder) => balance(selling, bidder)));
    await commit(selling, sale, bidders[0], 50_000_000n);
    await commit(selling, sale, bidders[1], 60_000_000n);
    await waitUntil(commitBy + 1n);
    await reveal(selling, sale, bidders[0], 50_000_000n);
    expect(await balance(selling, bidders[0])).to.equal((before[0] ?? 0n) - 50_000_000n);
    await reveal(selling, sale, bidders[1], 60_000_000n);
    expect(await balance(selling, bidders[0])).to.equal(before[0]);
    expect(await balance(selling, sales)).to.equal(60_000_000n);
    const salted = await sales.text("commitmentOf", sale, bidders[0].address, 1n, SALT);
    expect(salted).to.not.equal(await sales.text("commitmentOf", sale, bidders[1].address, 1n, SALT));
  });
});
