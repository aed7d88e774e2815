import { expect } from "chai";
import type { Database, Transaction } from "../../../services/store/database.ts";
import {
  DatabaseError,
  SerializationFailure,
  TransactionAborted,
  UniqueViolation,
} from "../../../services/store/errors.ts";
import { one } from "../../../services/store/rows.ts";
import { eachDatabase } from "./databases.ts";
import { refusal } from "./refusal.ts";

describe("a transaction", () => {
  eachDatabase((_, open) => {
    let db: Database;

    before(async () => {
      db = await open();
      await db.query("create table account (name text primary key, balance bigint not null)");
    });

    beforeEach(async () => {
      await db.query("delete from account");
      await db.query("insert into account values ('ada', 100), ('bob', 0)");
    });

    const balances = async (): Promise<unknown[]> =>
      db
        .query<{ name: string; balance: bigint }>("select name, balance from account order by name")
        .then((rows) => rows.map(({ name, balance }) => [name, balance]));

    it("commits all its statements and gives the function's result", async () => {
      const result = await db.tx(async (q) => {
        await q.query("update account set balance = balance - 30 where name = 'ada'");
        await q.query("update account set balance = balance + 30 where name = 'bob'");
        return "moved";
      });
      expect(result).to.equal("moved");
      expect(await balances()).to.deep.equal([
        ["ada", 70n],
        ["bob", 30n],
      ]);
    });

    it("leaves nothing behind when its function throws, and passes the error on", async () => {
      const reason = new Error("changed my mind");
      const error = await refusal(
        db.tx(async (q) => {
          await q.query("update account set balance = balance - 30 where name = 'ada'");
          throw reason;
        }),
      );
      expect(error).to.equal(reason);
      expect(await balances()).to.deep.equal([
        ["ada", 100n],
        ["bob", 0n],
      ]);
    });

    it("keeps forty that read and then write from losing each other's work", async () => {
      const deposit = async (q: Transaction): Promise<void> => {
        const { balance } = one(
          await q.query<{ balance: bigint }>("select balance from account where name = 'bob' for update"),
        );
        await q.query("update account set balance = $1 where name = 'bob'", [balance + 1n]);
      };
      await Promise.all(Array.from({ length: 40 }, () => db.tx(deposit)));
      expect(await balances()).to.deep.equal([
        ["ada", 100n],
        ["bob", 40n],
      ]);
    });

    it("hides what it has not committed from statements outside", async () => {
      const inserted = Promise.withResolvers<undefined>();
      const goOn = Promise.withResolvers<undefined>();
      const aborted = refusal(
        db.tx(async (q) => {
          await q.query("insert into account values ('eve', 1)");
          inserted.resolve(undefined);
          await goOn.promise;
          throw new Error("rolled back");
        }),
      );
      await inserted.promise;
      const outside = balances();
      goOn.resolve(undefined);
      expect(await outside).to.have.lengthOf(2);
      await aborted;
      expect(await balances()).to.have.lengthOf(2);
    });

    it("runs statements that are asked for at once in the order of asking", async () => {
      const seen = await db.tx((q) =>
        Promise.all(
          [1n, 2n, 3n].map((n) =>
            q.query<{ balance: bigint }>(
              "update account set balance = balance * 10 + $1 where name = 'bob' returning balance",
              [n],
            ),
          ),
        ),
      );
      expect(seen.map((rows) => one(rows).balance)).to.deep.equal([1n, 12n, 123n]);
    });

    it("does not pass for committed when its function hides a failed statement", async () => {
      const error = await refusal(
        db.tx(async (q) => {
          await q.query("insert into account values ('eve', 1)");
          await refusal(q.query("insert into account values ('eve', 2)"));
        }),
      );
      expect(error).to.be.instanceOf(TransactionAborted).and.have.property("cause").that.is.instanceOf(UniqueViolation);
      expect(await balances()).to.have.lengthOf(2);
    });

    it("takes no statement after its end", async () => {
      let leaked: Transaction | undefined;
      await db.tx(async (q) => {
        leaked = q;
        await q.query("select 1");
      });
      expect(await refusal(leaked?.query("delete from account") ?? Promise.resolve())).to.have.property(
        "sqlState",
        "25000",
      );
      expect(await balances()).to.have.lengthOf(2);
    });

    it("refuses the database's own statements inside, which would wait for it", async () => {
      const acts: Record<string, () => Promise<unknown>> = {
        statement: () => db.query("select 1"),
        transaction: () => db.tx((q) => q.query("select 1")),
        close: () => db.close(),
      };
      for (const [what, act] of Object.entries(acts)) {
        expect(await refusal(db.tx(act)), what).to.have.property("sqlState", "25001");
      }
      expect(await balances()).to.have.lengthOf(2);
    });

    it("lets work that it started outlive it", async () => {
      const ended = Promise.withResolvers<undefined>();
      let later: Promise<unknown> | undefined;
      await db.tx(async (q) => {
        await q.query("select 1");
        later = ended.promise.then(() => db.query("select 1 as n"));
      });
      ended.resolve(undefined);
      expect(await later).to.deep.equal([{ n: 1 }]);
    });

    it("is rolled back when it takes too long, and others get their turn", async () => {
      const late = Promise.withResolvers<undefined>();
      let afterwards: Promise<unknown> | undefined;
      const error = await refusal(
        db.tx(
          async (q) => {
            await q.query("insert into account values ('eve', 1)");
            afterwards = late.promise.then(() => q.query("insert into account values ('zoe', 1)"));
            await afterwards;
          },
          { timeout: 50 },
        ),
      );
      expect(error).to.be.instanceOf(DatabaseError).and.have.property("sqlState", "25P04");
      expect(await balances()).to.have.lengthOf(2);
      late.resolve(undefined);
      expect(await refusal(afterwards ?? Promise.resolve())).to.have.property("sqlState", "25000");
    });

    for (const state of ["40001", "40P01"]) {
      it(`that lost a race (${state}) runs again as often as asked, from the start`, async () => {
        let runs = 0;
        const racing = async (q: Transaction): Promise<number> => {
          runs++;
          await q.query("update account set balance = balance + 1 where name = 'bob'");
          if (runs % 3 !== 0) await q.query(`do $$ begin raise 'lost' using errcode = '${state}'; end $$`);
          return runs;
        };
        expect(await db.tx(racing, { retries: 2 })).to.equal(3);
        expect(await balances()).to.deep.include(["bob", 1n]);
        expect(await refusal(db.tx(racing, { retries: 1 }))).to.be.instanceOf(SerializationFailure);
        runs = 0;
        expect(await refusal(db.tx(racing))).to.be.instanceOf(SerializationFailure);
        expect(runs).to.equal(1);
        expect(await balances()).to.deep.include(["bob", 1n]);
      });
    }

    it("never runs again for another reason", async () => {
      let runs = 0;
      const failing = async (q: Transaction): Promise<void> => {
        runs++;
        await q.query("insert into account values ('ada', 1)");
      };
      expect(await refusal(db.tx(failing, { retries: 5 }))).to.be.instanceOf(UniqueViolation);
      expect(runs).to.equal(1);
    });

    it("that is serialisable sees no other's half", async () => {
      // Each takes what it believes to be the last 60 of 100: together they would overdraw.
      const withdraw = async (q: Transaction): Promise<boolean> => {
        const { total } = one(await q.query<{ total: bigint }>("select sum(balance) as total from account"));
        if (total < 60n) return false;
        await q.query("insert into account values (gen_random_uuid()::text, -60)");
        return true;
      };
      const done = await Promise.all(
        Array.from({ length: 4 }, () => db.tx(withdraw, { isolation: "serializable", retries: 20 })),
      );
      expect(done.filter(Boolean)).to.have.lengthOf(1);
    });
  });
});
