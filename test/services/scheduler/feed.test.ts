import { expect } from "chai";

import { tell } from "../../../services/scheduler/feed/tell.ts";
import { startScheduler } from "../../../services/scheduler/startScheduler.ts";
import type { SchedulerOptions } from "../../../services/scheduler/startScheduler.ts";
import type { Database } from "../../../services/store/database.ts";
import { acquireLease, LeaseLost } from "../../../services/store/lease.ts";
import { eachDatabase } from "../store/databases.ts";
import { refusal } from "../store/refusal.ts";
import { account, DEBTOR, HOLDER, Mirror, OPERATOR, SELLER, FORMER } from "./mirror.ts";
import { until } from "./until.ts";

const DUE = 1_000_000n;
const OPTIONS = { graceDays: 30, operator: OPERATOR };

describe("the feed", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;
    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
    });

    it("tells the ledger's events in the ledger's order, numbered by subject", async () => {
      const first = await mirror.claim({ dueAt: DUE });
      const second = await mirror.claim({ dueAt: DUE });
      await mirror.mine(10n);
      await mirror.event(second, 2n, "Acknowledged");
      await mirror.event(first, 2n, "UnitsFrozen");
      await mirror.mine(11n);
      await mirror.tell();
      const told = await mirror.told();
      expect(told.map(({ position, kind, subject, sequence }) => [position, kind, subject, sequence])).to.deep.equal([
        [1n, "receivable.registered", `receivables/${first}`, 1],
        [2n, "receivable.registered", `receivables/${second}`, 1],
        [3n, "receivable.acknowledged", `receivables/${second}`, 2],
        [4n, "receivable.units-frozen", `receivables/${first}`, 2],
      ]);
    });

    it("tells seller, debtor, present and past holders, who acted and whom the event names; nobody else", async () => {
      const claim = await mirror.claim({ dueAt: DUE, holders: { [HOLDER]: 5n, [FORMER]: 0n } });
      await mirror.mine(10n);
      await mirror.event(claim, 2n, "Transferred", { to: account(5), units: "3" }, account(6));
      await mirror.mine(11n);
      await mirror.tell();
      expect((await mirror.told()).map(({ parties }) => parties)).to.deep.equal([
        [SELLER, DEBTOR, HOLDER, FORMER],
        [SELLER, DEBTOR, HOLDER, FORMER, account(5), account(6)],
      ]);
    });

    it("an offer to all is told to financiers, an offer to some to them", async () => {
      await mirror.party(20, 2n ** 39n, 2);
      await mirror.party(21, 2n ** 39n, 1);
      await mirror.ask(1n, DUE);
      await mirror.ask(2n, DUE, [HOLDER]);
      await mirror.mine(10n);
      await mirror.tell();
      expect((await mirror.told()).map(({ subject, parties }) => [subject, parties])).to.deep.equal([
        ["asks/1", [SELLER, account(20)]],
        ["asks/2", [SELLER, HOLDER]],
      ]);
    });

    it("catches up with any number of blocks, and tells each once", async () => {
      const claim = await mirror.claim({ dueAt: DUE });
      for (let block = 0; block < 450; block++) {
        if (block % 100 === 50) await mirror.event(claim, BigInt(block), "Paid");
        await mirror.mine(10n);
      }
      await mirror.tell();
      await mirror.tell();
      expect((await mirror.told()).map(({ kind }) => kind)).to.deep.equal([
        "receivable.registered",
        ...Array<string>(4).fill("receivable.paid"),
      ]);
    });

    it("waits while the mirror is behind what was told, as during a rebuild", async () => {
      await mirror.claim({ dueAt: DUE });
      await mirror.mine(10n);
      await mirror.mine(11n);
      await mirror.tell();
      await mirror.claim({ dueAt: DUE });
      await mirror.mine(12n);
      for (const cursor of [0, 1]) {
        await db.query("update mirror.cursor set block = $1", [cursor]);
        await mirror.tell();
        expect(await mirror.told()).to.have.length(1);
      }
      await db.query("update mirror.cursor set block = 2");
      await mirror.tell();
      expect(await mirror.told()).to.have.length(2);
    });

    it("of two that tell at once one does; who has lost the lease writes nothing", async () => {
      await mirror.claim({ dueAt: DUE });
      await mirror.mine(10n);
      const lost = (await acquireLease(db, "scheduler", "sleeper", -1)) ?? expect.fail();
      await mirror.tell();
      await mirror.claim({ dueAt: DUE });
      await mirror.mine(11n);
      expect(await refusal(tell(db, lost, OPTIONS, true))).to.be.instanceOf(LeaseLost);
      expect(await mirror.told()).to.have.length(1);
    });

    it("two schedulers on one database tell everything once, and the second goes on when the first stops", async () => {
      const options = {
        db,
        manifest: { networkId: "0x00", versions: [{ version: 1, accounts: { operator: OPERATOR } }] },
        keystore: {},
        log: { error: (error: unknown) => failures.push(error), warn: () => undefined },
        graceDays: 30,
        loopback: false,
      } as unknown as SchedulerOptions;
      const failures: unknown[] = [];
      const schedulers = [startScheduler(options), startScheduler(options)];
      const told = async (count: number): Promise<void> =>
        until(`${String(count)} events`, async () => (await mirror.told()).length >= count);
      try {
        for (let at = 0; at < 10; at++) {
          await mirror.claim({ dueAt: DUE });
          await mirror.mine(10n + BigInt(at));
        }
        await told(10);
        await schedulers[0]?.stop();
        await mirror.claim({ dueAt: DUE });
        await mirror.mine(30n);
        await told(11);
        await schedulers[1]?.stop();
        await mirror.claim({ dueAt: DUE });
        await mirror.mine(31n);
        expect(await mirror.told()).to.have.length(11);
        expect(failures).to.deep.equal([]);
      } finally {
        for (const scheduler of schedulers) await scheduler.stop();
      }
    });
  });
});
