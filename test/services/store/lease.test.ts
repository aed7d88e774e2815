import { expect } from "chai";
import type { Database, Queries } from "../../../services/store/database.ts";
import {
  acquireLease,
  assertEpoch,
  LeaseLost,
  type Lease,
  releaseLease,
  renewLease,
} from "../../../services/store/lease.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { eachDatabase } from "./databases.ts";
import { refusal } from "./refusal.ts";

const LONG = 3_600_000;
const OVER = -1;

async function blocksSomeone(q: Queries): Promise<boolean> {
  const waiting = await q.query(
    "select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))",
  );
  return waiting.length > 0;
}

describe("a lease", () => {
  eachDatabase((kind, open) => {
    let db: Database;
    let count = 0;
    let name: string;

    before(async () => {
      db = await open();
      await migrate(db);
    });

    beforeEach(() => {
      name = `lease-${++count}`;
    });

    const taken = async (holder: string, ttl = LONG): Promise<Lease> => {
      const lease = await acquireLease(db, name, holder, ttl);
      if (lease === undefined) throw new Error(`${holder} did not get the lease`);
      return lease;
    };

    it("has one holder at a time", async () => {
      expect(await taken("a")).to.deep.equal({ name, holder: "a", epoch: 1n });
      expect(await acquireLease(db, name, "b", LONG)).to.equal(undefined);
    });

    it("goes to one of many that ask at once", async () => {
      const asked = await Promise.all(
        Array.from({ length: 10 }, (_, n) => acquireLease(db, name, `holder ${n}`, LONG)),
      );
      expect(asked.filter((lease) => lease !== undefined)).to.have.lengthOf(1);
    });

    it("that is over goes to the next, with a higher epoch", async () => {
      await taken("a", OVER);
      expect((await taken("b")).epoch).to.equal(2n);
    });

    it("taken again by its own holder ends the earlier epoch", async () => {
      const earlier = await taken("a");
      expect((await taken("a")).epoch).to.equal(2n);
      expect(await refusal(renewLease(db, earlier, LONG))).to.be.instanceOf(LeaseLost);
    });

    it("is renewed until another has it, even after its end", async () => {
      const lease = await taken("a", OVER);
      await renewLease(db, lease, LONG);
      expect(await acquireLease(db, name, "b", LONG)).to.equal(undefined);
      await renewLease(db, lease, OVER);
      await taken("b");
      expect(await refusal(renewLease(db, lease, LONG)))
        .to.be.instanceOf(LeaseLost)
        .and.have.property("lease", lease);
    });

    it("that is released is free at once, and its epoch does not come back", async () => {
      const lease = await taken("a");
      await releaseLease(db, lease);
      expect((await taken("b")).epoch).to.equal(2n);
      await releaseLease(db, lease);
      expect(await acquireLease(db, name, "c", LONG)).to.equal(undefined);
    });

    it("keeps a holder that slept from writing", async () => {
      const sleeper = await taken("a", OVER);
      const successor = await taken("b");
      const write = (lease: Lease): Promise<unknown> =>
        db.tx(async (q) => {
          await assertEpoch(q, lease);
          await q.query("insert into core.meta values ($1, $2)", [`${name} by ${lease.holder}`, "1"]);
        });
      expect(await refusal(write(sleeper))).to.be.instanceOf(LeaseLost);
      await write(successor);
      expect(await db.query("select key from core.meta where key like $1", [`${name} by %`])).to.deep.equal([
        { key: `${name} by b` },
      ]);
    });

    it("keeps an earlier run of the same holder from writing", async () => {
      const earlier = await taken("a");
      const later = await taken("a");
      expect(await refusal(db.tx((q) => assertEpoch(q, earlier)))).to.be.instanceOf(LeaseLost);
      await db.tx((q) => assertEpoch(q, later));
    });

    it("is not taken over before the transaction that relies on it has ended", async () => {
      const lease = await taken("a", OVER);
      const order: string[] = [];
      const relied = Promise.withResolvers<undefined>();
      const takeover = relied.promise.then(() => taken("b")).then(() => order.push("taken over"));
      await db.tx(async (q) => {
        await assertEpoch(q, lease);
        relied.resolve(undefined);
        if (kind === "postgres") while (order.length === 0 && !(await blocksSomeone(q)));
        await q.query("insert into core.meta values ($1, '1')", [name]);
        order.push("written");
      });
      await takeover;
      expect(order).to.deep.equal(["written", "taken over"]);
    });
  });
});
