import { expect } from "chai";
import type { Address } from "../../../services/domain/brand.ts";
import { PROJECTIONS } from "../../../services/indexer/project/projections.ts";
import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { Database } from "../../../services/store/database.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { one } from "../../../services/store/rows.ts";
import { FAR_FUTURE } from "../chain/network.ts";
import { eachDatabase } from "../store/databases.ts";
import { indexAll } from "./indexed.ts";
import { DUE, ROLE } from "./ledger.ts";
import type { Actor } from "./ledger.ts";
import { playStory } from "./story.ts";
import type { Story } from "./story.ts";

type Row = Record<string, unknown>;

describe("the mirror of a whole story", function () {
  this.timeout(120_000);
  let story: Story;

  before(async () => {
    story = await playStory();
  });
  after(() => story.ledger.network.stop());

  eachDatabase((_, open) => {
    let db: Database;

    before(async () => {
      db = await open();
      await migrate(db);
      await indexAll(db, story.ledger);
    });

    const only = async (sql: string, ...values: (string | bigint)[]): Promise<Row> =>
      one(await db.query<Row>(sql, values));
    const claim = (id: string): Promise<Row> => only("select * from mirror.claims where id = $1", id);
    const party = ({ account }: Actor): Promise<Row> =>
      only("select * from mirror.parties where account = $1", account);
    const keysOf = ({ signers }: Actor): Address[] => signers.map(({ address }) => address).sort();

    it("has seen every kind of event that has a projection", async () => {
      const topics = await db.query<{ topic: string }>("select distinct topics[1] as topic from mirror.logs");
      const seen = topics.map(({ topic }) => topic);
      for (const { contract, event } of PROJECTIONS) {
        expect(seen, event).to.include(interfaceOf(contract).getEvent(event)?.topicHash);
      }
    });

    it("stands at the last block", async () => {
      const { block } = await only("select block from mirror.cursor");
      expect(block).to.equal(BigInt(await story.ledger.head()));
    });

    it("tells of a claim what was agreed, what was paid and when", async () => {
      const row = await claim(story.claim);
      expect(row).to.include({
        contract: story.ledger.contracts.receivables,
        seller: story.supplier.account,
        debtor: story.buyer.account,
        currency: "EUR",
        status: "settled",
        face: 100_003n,
        acknowledged: 100_000n,
        units: 100_000n,
        due_at: DUE,
        waivers: 2,
        same_number: false,
        debtor_paid: 100_000n,
        paid_out: 100_000n,
        suspense: 0n,
        redeemed: 100_000n,
        version: 3n,
      });
      const order = [row["registered_block"], row["acknowledged_block"], row["settled_block"], row["closed_block"]];
      expect(order).to.deep.equal([...order].sort((a, b) => Number(a) - Number(b)));
      expect(await claim(story.cancelled)).to.include({ status: "cancelled", units: 500n, debtor_paid: 0n });
      expect(await claim(story.open)).to.include({ status: "acknowledged", closed_block: null });
    });

    it("gives the time of a block as the chain does", async () => {
      const row = await claim(story.claim);
      const number = `0x${(row["registered_block"] as bigint).toString(16)}`;
      const block = await story.ledger.network.rpc.call<{ timestamp: string }>("eth_getBlockByNumber", [number, false]);
      expect(row["registered_at"]).to.equal(BigInt(block.timestamp));
    });

    it("shares what was paid among all who ever held units, to the cent", async () => {
      const rows = await db.query<{ holder: Address; units: bigint; withdrawn: bigint; withdrawable: bigint }>(
        "select holder, units, withdrawn, withdrawable from mirror.positions where claim_id = $1",
        [story.claim],
      );
      expect(rows).to.have.lengthOf(3);
      // A third was paid in before the seller sold the second part: nobody gets exactly its units.
      const dust = 100_000n - rows.reduce((sum, { withdrawn }) => sum + withdrawn, 0n);
      expect(dust >= 0n && dust < 3n, `dust ${dust}`).to.equal(true);
      for (const { units, withdrawable } of rows) expect([units, withdrawable]).to.deep.equal([0n, 0n]);
    });

    it("shows frozen and forced units", async () => {
      const of = ({ account }: Actor) =>
        only("select units, frozen from mirror.holdings where claim_id = $1 and holder = $2", story.open, account);
      expect(await of(story.subSupplier)).to.deep.equal({ units: 6_000n, frozen: 6_000n });
      expect(await of(story.financier)).to.deep.equal({ units: 3_000n, frozen: 0n });
    });

    it("tells of a guarantee its terms, what was paid, and what came back", async () => {
      expect(await claim(story.covered)).to.include({ debtor_paid: 1_500n, covered: 1_500n, paid_out: 2_200n });
      const guarantee = await only("select * from mirror.guarantees where subject = $1", story.covered);
      expect(guarantee).to.include({ layers: 2, shares: 2, paid: 2_200n, demand_loss: 3_000n, is_accepted: true });
      const shares = await db.query<Row>(
        `select layer, premium, is_premium_paid, reserve, paid, recovered from mirror.guarantee_shares
          where subject = $1 and share < 2 order by share`,
        [story.covered],
      );
      expect(shares).to.deep.equal([
        { layer: 0, premium: 0n, is_premium_paid: true, reserve: 0n, paid: 1_000n, recovered: 0n },
        { layer: 1, premium: 0n, is_premium_paid: true, reserve: 0n, paid: 1_200n, recovered: 700n },
      ]);
    });

    it("tells of a facility's guarantee what the lender was covered for, and what came back with interest", async () => {
      const id = story.accelerated;
      const guarantee = await only("select * from mirror.guarantees where subject = $1", id);
      expect(guarantee).to.include({ layers: 1, shares: 1, paid: 2_000n, is_accepted: true });
      const facility = await only("select * from mirror.facilities where id = $1", id);
      const share = await only("select * from mirror.guarantee_shares where subject = $1", id);
      expect(facility["status"]).to.equal("accelerated");
      expect(facility["cover_returned"]).to.equal(share["recovered"]);
      const { covered, cover_owed, received, owed_principal } = await only(
        "select * from mirror.drawdowns where facility_id = $1",
        id,
      );
      // 10,100 lent and charged, 9,000 paid: what is left is the guarantor's alone.
      expect([covered, cover_owed, owed_principal, received]).to.deep.equal([1_100n, 1_100n, 1_100n, 10_100n]);
      expect(share).to.include({ paid: 2_000n, recovered: 900n, reserve: 0n });
    });

    it("tells a claim's history in order, with who did it by which intent", async () => {
      const { supplier, buyer, financier, subSupplier, bank } = story;
      const events = await db.query<{ seq: bigint; name: string; actor: string | null; intent: string | null }>(
        "select seq, name, actor, intent from mirror.claim_events where claim_id = $1 order by seq",
        [story.claim],
      );
      const told = events.map(({ name, actor }) => [name, actor]);
      expect(told).to.deep.equal([
        ["Registered", supplier.account],
        ["Paid", financier.account],
        ["Acknowledged", buyer.account],
        ["Transferred", supplier.account],
        ["Transferred", financier.account],
        ["Transferred", financier.account],
        ["Paid", buyer.account],
        ["Transferred", supplier.account],
        ["Transferred", supplier.account],
        ["Withdrawn", subSupplier.account],
        ["Paid", bank.account],
        ["Settled", bank.account],
        ["Suspended", bank.account],
        ["Refunded", null],
        ["Withdrawn", null],
        ["Withdrawn", supplier.account],
        ["Redeemed", supplier.account],
        ["Withdrawn", subSupplier.account],
        ["Redeemed", subSupplier.account],
        ["Redeemed", financier.account],
        ["Closed", financier.account],
      ]);
      expect(events.map(({ seq }) => seq)).to.deep.equal(events.map((_event, at) => BigInt(at + 1)));
      for (const { actor, intent } of events) expect(actor === null).to.equal(intent === null);
    });

    it("keeps an event's arguments as JSON, amounts as decimal strings", async () => {
      const args = (name: string) =>
        only(
          "select args from mirror.claim_events where claim_id = $1 and name = $2 order by seq limit 1",
          story.claim,
          name,
        );
      expect((await args("Paid"))["args"]).to.deep.equal({
        payer: story.financier.account,
        amount: "1000",
        source: "third-party",
        ref: `0x${"0".repeat(64)}`,
        received: "1000",
      });
      expect((await args("Transferred"))["args"]).to.include({ units: "30001", reference: story.reference });
    });

    it("names the signers of each act, with the keeping of their keys", async () => {
      const signersOf = async (name: string): Promise<Row[]> => {
        const row = await only(
          `select i.signatures from mirror.claim_events e join mirror.intents i on i.account = e.actor and i.id = e.intent
           where e.claim_id = $1 and e.name = $2 and e.actor is not null limit 1`,
          story.claim,
          name,
        );
        return row["signatures"] as Row[];
      };
      const acknowledged = await signersOf("Acknowledged");
      expect(acknowledged.map(({ signer }) => signer)).to.deep.equal(keysOf(story.buyer));
      expect(acknowledged.map(({ custody }) => custody)).to.deep.equal(["custodial", "custodial"]);
      const [registered] = await signersOf("Registered");
      expect(registered).to.include({ signer: keysOf(story.supplier)[0], custody: "external" });
      expect(registered?.["signature"]).to.match(/^0x[0-9a-f]{130}$/);
    });

    it("knows what became of each intent, also of one that another intent carried", async () => {
      const outcome = (id: string) => only("select * from mirror.intents where id = $1", id);
      const failed = await outcome(story.failedIntent);
      expect(failed).to.include({
        account: story.supplier.account,
        outcome: "failed",
        epoch: 2n,
        deadline: FAR_FUTURE,
      });
      expect(failed["reason"]).to.match(/^0x[0-9a-f]{8}/);
      expect((failed["signatures"] as Row[]).map(({ signer }) => signer)).to.deep.equal(keysOf(story.supplier));
      const cancelled = await outcome(story.cancelledIntent);
      expect(cancelled).to.include({ outcome: "cancelled", hash: null, epoch: 2n, deadline: FAR_FUTURE });
      expect((cancelled["signatures"] as Row[]).map(({ signer }) => signer)).to.deep.equal(keysOf(story.supplier));
      expect(await db.query("select from mirror.intents where signatures is null")).to.deep.equal([]);
    });

    it("knows the parties, their keys and their state", async () => {
      const { supplier, financier, buyer } = story;
      expect(await party(supplier)).to.include({
        entity: supplier.entity,
        roles: ROLE.enterprise,
        country: "DE",
        valid_until: FAR_FUTURE,
        frozen: false,
        epoch: 2n,
        threshold: 1,
        seq: 2n,
      });
      expect(await party(financier)).to.include({
        roles: ROLE.financier,
        valid_until: FAR_FUTURE - 1n,
        freeze_reason: null,
      });
      expect(await party(buyer)).to.include({ threshold: 2 });
      const keys = await db.query("select epoch, key, custody from mirror.signers where account = $1 order by epoch", [
        supplier.account,
      ]);
      expect(keys).to.have.lengthOf(2);
      expect(keys[1]).to.deep.equal({ epoch: 2n, key: keysOf(supplier)[0], custody: "external" });
    });

    it("shows a sale with its bid and where the proceeds went, and the liens of a facility", async () => {
      const row = await only("select * from mirror.sales where asset_id = $1", story.sold);
      expect(row).to.include({ status: "sold", best: 900n, bidder: story.buyer.account, surplus: 100n, surviving: 0n });
      const bid = await only("select * from mirror.sale_bids where sale = $1", row["id"] as bigint);
      expect(bid).to.include({ bidder: story.buyer.account, amount: 900n });
      const shares = await db.query<Row>("select demanded, owed, paid from mirror.sale_shares where sale = $1", [
        row["id"] as bigint,
      ]);
      const paid = shares.map(({ demanded, owed, paid: got }) => [demanded, owed, got].map(String).join());
      expect(paid).to.have.members(["500,500,500", "300,300,300", "null,100,100"]);
      const other = await only("select status, best, bidder from mirror.sales where asset_id <> $1", story.sold);
      expect(other).to.deep.equal({ status: "failed", best: 0n, bidder: null });
      const attached = await only("select * from mirror.facility_liens");
      expect(attached).to.include({ facility_id: story.facility, amount: 100_000n });
    });

    it("shows an asset as its last acts left it, and its liens by what became of them", async () => {
      const row = await only("select * from mirror.assets where id = $1", story.asset);
      expect(row).to.include({ office: "US", kind: "patent", number: "7158629", stage: "granted", status: "pending" });
      expect(row).to.include({
        basis: "extension",
        is_contested: true,
        is_withheld: false,
        was_verified: true,
        title: 4n,
      });
      expect(row["owners"]).to.deep.equal([{ account: story.subSupplier.account, parts: 3 }]);
      const sql = "select id, status, sequence, number from mirror.liens where asset_id = $1 order by id";
      const liens = await db.query<Row>(sql, [story.asset]);
      expect(liens).to.deep.equal([
        { id: 1n, status: "withdrawn", sequence: null, number: null },
        { id: 2n, status: "refused", sequence: null, number: null },
        { id: 3n, status: "released", sequence: 2n, number: "056731/2" },
        { id: 4n, status: "active", sequence: 1n, number: "056731/1" },
        { id: 5n, status: "enforced", sequence: 3n, number: "056731/3" },
      ]);
      const history = await db.query<Row>("select name from mirror.asset_events where asset_id = $1 order by seq", [
        story.asset,
      ]);
      expect(history.map(({ name }) => name).slice(0, 3)).to.deep.equal([
        "AssetRegistered",
        "AssetRejected",
        "AssetRegistered",
      ]);
    });

    it("shows asks and the trades on them", async () => {
      const { market } = story.ledger.contracts;
      const sold = { market, seller: story.supplier.account, claim_id: story.claim, currency: "EUR" };
      const ask = await only("select * from mirror.asks where id = 1");
      expect(ask).to.include({
        ...sold,
        units: 40_000n,
        price: 39_001n,
        filled: 40_000n,
        status: "filled",
        version: 1n,
      });
      expect(ask["buyers"]).to.deep.equal([story.financier.account]);
      const trades = await db.query<Row>("select * from mirror.trades where claim_id = $1 order by block", [
        story.claim,
      ]);
      expect(trades).to.have.lengthOf(2);
      for (const trade of trades) expect(trade).to.include({ ...sold, buyer: story.financier.account });
      const taken = trades.map(({ units, paid, filled }) => [units, paid, filled]);
      expect(taken).to.deep.equal([
        [10_001n, 9_752n, 10_001n],
        [29_999n, 29_249n, 40_000n],
      ]);
      expect(await only("select status, buyers from mirror.asks where id = 2")).to.deep.equal({
        status: "cancelled",
        buyers: [],
      });
    });

    it("keeps the books of cash", async () => {
      const balances = await db.query<{ account: Address; balance: bigint }>(
        "select account, balance from mirror.cash_balances",
      );
      const of = ({ account }: Actor) => balances.find((row) => row.account === account)?.balance;
      expect(of(story.buyer)).to.equal(100_000n - 33_333n + 333n - 10_000n - 1_500n - 900n);
      const kinds = await db.query<{ kind: string; count: bigint; sum: bigint }>(
        "select kind, count(*) as count, sum(amount) as sum from mirror.cash_entries group by kind order by kind",
      );
      const counted = Object.fromEntries(kinds.map(({ kind, count, sum }) => [kind, [Number(count), sum]]));
      expect(counted).to.deep.include({
        mint: [14, 413_170n],
        recall: [2, 35n],
        burn: [1, 20_000n],
        lock: [2, 25_000n],
        release: [1, 5_000n],
      });
      const burn = await only("select payer, payee, bank, ref from mirror.cash_entries where kind = 'burn'");
      expect(burn).to.include({ payer: story.subSupplier.account, payee: null, bank: story.bank.account });
      expect(burn["ref"]).to.match(/^0x[0-9a-f]{64}$/);
    });

    it("shows payouts, paid and rejected", async () => {
      const rows = await db.query<Row>("select holder, amount, status, bank, reason from mirror.payouts order by id");
      expect(rows[0]).to.include({ holder: story.subSupplier.account, amount: 20_000n, status: "paid", reason: null });
      expect(rows[1]).to.include({ holder: story.financier.account, amount: 5_000n, status: "rejected" });
      expect(rows[1]?.["reason"]).to.match(/^0x[0-9a-f]{64}$/);
    });

    it("shows bids, a round, limits and standing offers, and what was sold on them", async () => {
      const { financier, buyer, poor, traded } = story;
      const bids = await db.query<Row>("select * from mirror.bids order by id");
      expect(
        bids.map(({ bidder, units, price, counter, status, hindrance }) => [
          bidder,
          units,
          price,
          counter,
          status,
          hindrance,
        ]),
      ).to.deep.equal([
        [financier.account, 1_000n, 950n, 980n, "accepted", null],
        [financier.account, 10n, 9n, null, "withdrawn", null],
        [poor.account, 2_000n, 1_990n, null, "passed", "short-of-cash"],
        [financier.account, 2_000n, 1_950n, null, "accepted", null],
      ]);
      const asks = await db.query<Row>("select * from mirror.asks where id in (3, 4) order by id");
      expect(asks.map(({ status, filled, floor }) => [status, filled, floor])).to.deep.equal([
        ["open", 1_000n, 3_000n],
        ["filled", 2_000n, 1_900n],
      ]);
      expect(asks.map(({ deadline }) => deadline === null)).to.deep.equal([true, false]);
      const offer = await only("select * from mirror.standing_offers");
      expect(offer).to.include({ financier: financier.account, seller: null, debtor: buyer.account, currency: "EUR" });
      expect(offer).to.include({ most: 3_000n, used: 2_500n, rate: 45, basis: 360, status: "withdrawn" });
      const entrustment = await only("select * from mirror.entrustments");
      expect(entrustment).to.include({ offer: 1n, seller: story.supplier.account, entrusted: true });
      const trades = await db.query<Row>("select * from mirror.trades where claim_id = $1 order by block", [traded]);
      expect(trades.map(({ ask, bid, standing_offer, units }) => [ask, bid, standing_offer, units])).to.deep.equal([
        [3n, 1n, null, 1_000n],
        [4n, 4n, null, 2_000n],
        [null, null, 1n, 2_500n],
      ]);
      const limit = await only(`select * from mirror.limits where party = '${buyer.account}'`);
      expect(limit).to.include({ subject: "debtor", party: buyer.account, cap: 9_000n, used: 5_500n });
      const exposure = await only(`select * from mirror.exposures where claim_id = '${traded}'`);
      expect(exposure).to.include({ claim_id: traded, amount: 5_500n, financier: financier.account });
    });

    it("knows the system's contracts and that nothing is paused any more", async () => {
      const { receivables, market, standingOffers, bulk, cash } = story.ledger.contracts;
      const systems = await db.query<{ address: Address }>("select address from mirror.systems");
      expect(systems.map(({ address }) => address)).to.include.members([
        receivables,
        market,
        standingOffers,
        bulk,
        ...Object.values(cash),
      ]);
      expect(await only("select paused from mirror.contracts where name = 'Receivables'")).to.deep.equal({
        paused: false,
      });
      const currencies = await db.query("select currency from mirror.contracts where name = 'Cash' order by currency");
      expect(currencies).to.deep.equal([{ currency: "EUR" }, { currency: "JPY" }]);
    });
  });
});
