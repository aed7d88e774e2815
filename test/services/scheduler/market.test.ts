import { expect } from "chai";

import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, hash, HOLDER, MARKET, Mirror, SELLER } from "./mirror.ts";

const DAY = 86_400n;
const [FIRST, SECOND] = [account(30), account(31)];
/** Financiers, whom every offer to all is told. */
const MARKET_PARTIES = [FIRST, SECOND];

describe("what the market and its clock bring", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
      await mirror.party(30, 2n ** 39n, 2);
      await mirror.party(31, 2n ** 39n, 2);
      await mirror.mine(0n);
    });

    /** Kind, subject and parties of what is told next. */
    async function tellsAt(time: bigint): Promise<unknown[]> {
      const seen = (await mirror.told()).at(-1)?.position ?? 0n;
      await mirror.mine(time);
      await mirror.tell();
      return (await mirror.told(seen)).map(({ kind, subject, parties }) => [kind, subject, parties]);
    }

    it("a bid, a counter-offer and their end are told to the two sides and to nobody else", async () => {
      await mirror.ask(1n, 9_000n, [FIRST]);
      await mirror.bid(1n, 1n, FIRST, 8_000n);
      const sides = [SELLER, FIRST];
      expect(await tellsAt(1n)).to.deep.equal([
        ["ask.made", "asks/1", sides],
        ["bid.placed", "bids/1", sides],
      ]);
      await mirror.alter("bids", 1n, "countered", 2n, "counter = 7, counter_expiry = 8500");
      expect(await tellsAt(2n)).to.deep.equal([["bid.countered", "bids/1", sides]]);
      expect((await mirror.told()).at(-1)?.data).to.include({ price: "5", counter: "7", counterExpiry: "8500" });
      await mirror.alter("bids", 1n, "closed", 3n, "status = 'withdrawn'");
      expect(await tellsAt(3n)).to.deep.equal([["bid.withdrawn", "bids/1", sides]]);
    });

    it("what is offered of a loan is told as a drawdown, at every stage", async () => {
      await db.query(
        `insert into mirror.drawdowns (id, facility_id, contract, status, principal, fees, drawn_day, schedule, received, paid_out,
           redeemed, owed_principal, version, seq, head, drawn_block, drawn_at)
         values ($1, 'f', 'c', 'drawn', 10, 0, 1, '[]', 0, 0, 0, 10, 0, 1, 'h', 1, 1)`,
        [hash(1)],
      );
      try {
        await mirror.ask(1n, 9_000n, [FIRST]);
        await mirror.bid(1n, 1n, FIRST, 8_000n);
        await tellsAt(1n);
        await tellsAt(8_001n);
        await tellsAt(9_001n);
      } finally {
        await db.query("truncate mirror.drawdowns");
      }
      const told = await mirror.told();
      expect(told.map(({ kind }) => kind)).to.deep.equal([
        "ask.made",
        "bid.placed",
        "bid.expiring",
        "bid.expired",
        "ask.expiring",
        "ask.expired",
      ]);
      for (const { kind, data } of told) {
        expect(data, kind).to.include({ drawdown: hash(1) });
        expect(data, kind).not.to.have.property("receivable");
      }
    });

    it("a round: soon over, over, closed; losers learn that it is, and not who won", async () => {
      await mirror.ask(1n, 100n * DAY);
      await mirror.round(1n, 20n * DAY);
      await mirror.bid(1n, 1n, FIRST, 100n * DAY);
      await mirror.bid(2n, 1n, SECOND, 100n * DAY);
      await tellsAt(1n);
      expect(await tellsAt(19n * DAY)).to.deep.equal([]);
      const all = [SELLER, ...MARKET_PARTIES];
      expect(await tellsAt(19n * DAY + 1n)).to.deep.equal([["ask.round-closing", "asks/1", all]]);
      expect(await tellsAt(20n * DAY)).to.deep.equal([]);
      expect(await tellsAt(20n * DAY + 1n)).to.deep.equal([["ask.round-over", "asks/1", all]]);
      const closed = 20n * DAY + 2n;
      await mirror.alter("bids", 1n, "closed", closed, "status = 'passed', hindrance = 'short-of-cash'");
      await mirror.alter("bids", 2n, "closed", closed, "status = 'accepted'");
      await mirror.alter("asks", 1n, "closed", closed, "status = 'filled', filled = units");
      expect(await tellsAt(closed)).to.deep.equal([
        ["bid.passed", "bids/1", [SELLER, FIRST]],
        ["bid.accepted", "bids/2", [SELLER, SECOND]],
        ["ask.round-closed", "asks/1", all],
      ]);
      const told = (await mirror.told()).slice(-3).map(({ data }) => data);
      expect(told[0]).to.include({ hindrance: "short-of-cash" });
      expect(told[2]).to.have.all.keys("receivable", "seller", "currency", "units", "sold").and.include({ sold: true });
      expect(await tellsAt(100n * DAY + 1n)).to.deep.equal([]);
    });

    it("a round that nobody could win is told as unsold", async () => {
      await mirror.ask(1n, 900n, [HOLDER]);
      await mirror.round(1n, 500n);
      await tellsAt(1n);
      await mirror.alter("asks", 1n, "closed", 501n, "status = 'unsold'");
      await tellsAt(501n);
      const [closed] = (await mirror.told()).filter(({ kind }) => kind === "ask.round-closed");
      expect(closed?.data).to.include({ sold: false });
    });

    it("asks and bids are told to be nearly over a tenth before, at most a day, and bids to be over", async () => {
      await mirror.ask(1n, 1_000n, [FIRST]);
      await mirror.bid(1n, 1n, FIRST, 500n);
      await mirror.ask(2n, 30n * DAY, [SECOND]);
      await tellsAt(1n);
      expect(await tellsAt(450n)).to.deep.equal([]);
      expect(await tellsAt(451n)).to.deep.equal([["bid.expiring", "bids/1", [SELLER, FIRST]]]);
      expect(await tellsAt(501n)).to.deep.equal([["bid.expired", "bids/1", [SELLER, FIRST]]]);
      expect(await tellsAt(901n)).to.deep.equal([["ask.expiring", "asks/1", [SELLER, FIRST]]]);
      expect(await tellsAt(29n * DAY)).to.deep.equal([["ask.expired", "asks/1", [SELLER, FIRST]]]);
      expect(await tellsAt(29n * DAY + 1n)).to.deep.equal([["ask.expiring", "asks/2", [SELLER, SECOND]]]);
    });

    it("what is taken back or sold before is not told to be nearly over", async () => {
      await mirror.ask(1n, 1_000n, [FIRST]);
      await mirror.bid(1n, 1n, FIRST, 500n);
      await tellsAt(1n);
      await mirror.alter("bids", 1n, "closed", 400n, "status = 'withdrawn'");
      await mirror.alter("asks", 1n, "closed", 400n, "status = 'cancelled'");
      await tellsAt(400n);
      expect(await tellsAt(2_000n)).to.deep.equal([]);
    });

    it("a standing offer is told to its financier and the seller it names; a sale on it to its two sides", async () => {
      await db.query(
        `insert into mirror.standing_offers (contract, id, financier, token, seller, debtor, currency, most, used, rate, basis,
           max_days, until, status, made_block, made_at)
         values ($1, 1, $2, 't', $3, null, 'EUR', 10, 0, 450, 360, 90, 900, 'open', $4, 1)`,
        [MARKET, FIRST, SELLER, mirror.block + 1n],
      );
      expect(await tellsAt(1n)).to.deep.equal([["standing-offer.made", "standing-offers/1", [SELLER, FIRST]]]);
      await db.query(
        `insert into mirror.trades (block, log_index, market, standing_offer, claim_id, seller, buyer, currency, units, paid,
           filled, at, transaction_hash)
         values ($1, 1, $2, 1, 'c', $3, $4, 'EUR', 5, 4, 5, 2, 't')`,
        [mirror.block + 1n, MARKET, SELLER, FIRST],
      );
      expect(await tellsAt(2n)).to.deep.equal([["standing-offer.taken", "standing-offers/1", [SELLER, FIRST]]]);
      await db.query("update mirror.standing_offers set status = 'withdrawn', closed_block = $1, closed_at = 3", [
        mirror.block + 1n,
      ]);
      expect(await tellsAt(3n)).to.deep.equal([["standing-offer.withdrawn", "standing-offers/1", [SELLER, FIRST]]]);
    });
  });
});
