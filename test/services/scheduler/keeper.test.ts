import { expect } from "chai";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { Address } from "../../../services/domain/brand.ts";
import type { Duty } from "../../../services/scheduler/keeper/duty.ts";
import { Pauses } from "../../../services/scheduler/keeper/pauses.ts";
import { roundsToClose } from "../../../services/scheduler/keeper/rounds.ts";
import { salesEntrusted } from "../../../services/scheduler/keeper/sales.ts";
import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, DEBTOR, HOLDER, MARKET, Mirror, SELLER } from "./mirror.ts";

const DAY = 86_400n;

const callsOf = (duties: readonly Duty[], contract: "Market" | "StandingOffers"): unknown[] =>
  duties.map(({ data }) => {
    const call = interfaceOf(contract).parseTransaction({ data });
    return [call?.name, ...((call?.args.toArray() ?? []) as unknown[])];
  });

describe("what the keeper finds to do", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
    });

    it("rounds from the second after their deadline to their last, while they are open", async () => {
      const due = async (now: bigint) => callsOf(await roundsToClose(MARKET as Address)(db, now), "Market");
      await mirror.ask(1n, 200n);
      await mirror.ask(2n, 200n);
      await mirror.round(2n, 100n);
      await mirror.ask(3n, 200n, [], 50n);
      await mirror.round(3n, 100n);
      expect(await due(100n)).to.deep.equal([]);
      expect(await due(101n)).to.deep.equal([["close", 2n]]);
      expect(await due(200n)).to.deep.equal([["close", 2n]]);
      expect(await due(201n)).to.deep.equal([]);
      expect(await roundsToClose(account(99) as Address)(db, 150n)).to.deep.equal([]);
    });

    describe("sales", () => {
      const find = salesEntrusted(MARKET as Address);
      const due = async (now = 10n) => callsOf(await find(db, now), "StandingOffers");
      let claim: string;

      async function offer(id: bigint, set: Record<string, unknown> = {}): Promise<void> {
        const row = { seller: null, debtor: DEBTOR, most: 100n, used: 0n, rate: 450, basis: 360, max_days: 30, ...set };
        await db.query(
          `insert into mirror.standing_offers (contract, id, financier, token, seller, debtor, currency, most, used, rate,
             basis, max_days, until, status, made_block, made_at)
           values ($1, $2, $3, 'c', $4, $5, 'EUR', $6, $7, $8, $9, $10, 500, 'open', 0, 0)`,
          [MARKET, id, HOLDER, row.seller, row.debtor, row.most, row.used, row.rate, row.basis, row.max_days],
        );
        await db.query("insert into mirror.entrustments values ($1, $2, $3, true, 0, 0)", [MARKET, id, SELLER]);
      }

      beforeEach(async () => {
        await db.query("truncate mirror.entrustments");
        claim = await mirror.claim({ dueAt: 20n * DAY, holders: { [SELLER]: 100n, [HOLDER]: 0n } });
        await db.query("update mirror.claims set version = 0, debtor_paid = 0");
      });

      it("of an acknowledged claim that its seller has entrusted to an offer with room for it", async () => {
        await offer(1n);
        expect(await due()).to.deep.equal([["finance", 1n, BigInt(claim)]]);
      });

      it("to the cheaper offer first", async () => {
        await offer(1n, { rate: 450, basis: 360 });
        await offer(2n, { rate: 450, basis: 365 });
        expect((await due()).map((call) => (call as unknown[])[1])).to.deep.equal([2n, 1n]);
      });

      for (const [why, set] of [
        ["is full", { used: 1n }],
        ["names another seller", { seller: account(77) }],
        ["names another debtor", { debtor: account(77) }],
        ["wants a shorter time", { max_days: 18 }],
      ] as const) {
        it(`not to an offer that ${why}`, async () => {
          await offer(1n, set);
          expect(await due()).to.deep.equal([]);
        });
      }

      for (const [why, sql] of [
        ["was paid in part", "update mirror.claims set version = 1"],
        ["is disputed", "update mirror.claims set disputed = 1"],
        ["is not acknowledged", "update mirror.claims set status = 'registered'"],
        ["is due", "update mirror.claims set due_at = 9"],
        ["was sold", "update mirror.holdings set units = 0"],
        ["is no longer entrusted", "update mirror.entrustments set entrusted = false"],
        ["is offered for in another currency", "update mirror.standing_offers set currency = 'USD'"],
        ["is offered for no longer", "update mirror.standing_offers set until = 9"],
      ] as const) {
        it(`not of a claim that ${why}`, async () => {
          await offer(1n);
          await db.query(sql);
          expect(await due()).to.deep.equal([]);
        });
      }
    });
  });

  it("is left alone longer and longer, at most an hour", () => {
    const pauses = new Pauses();
    expect(pauses.isOver("a", 0)).to.equal(true);
    let now = 0;
    for (const ms of [2_000, 4_000, 8_000]) {
      pauses.pause("a", now);
      expect([pauses.isOver("a", now + ms - 1), pauses.isOver("a", now + ms)]).to.deep.equal([false, true]);
      now += ms;
    }
    for (let often = 0; often < 20; often += 1) pauses.pause("a", now);
    expect([pauses.isOver("a", now + 3_599_999), pauses.isOver("a", now + 3_600_000)]).to.deep.equal([false, true]);
    expect(pauses.isOver("b", 0)).to.equal(true);
  });
});
