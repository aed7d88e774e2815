import { expect } from "chai";

import type { Database } from "../../../../services/store/database.ts";
import { LeaseLost } from "../../../../services/store/lease.ts";
import { openDatabase } from "../../../../services/store/openDatabase.ts";
import { onPostgres } from "../../store/databases.ts";
import { nothing, startFaultProxy } from "./faultProxy.ts";
import type { FaultProxy } from "./faultProxy.ts";
import { Gateway, outliveLease, tally, until } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const HALF = 20;
/** Longer than any test: who waits for an answer then waits for ever. */
const PATIENCE = 600_000;

describe("Two gateways on one database", function () {
  this.timeout(120_000);
  onPostgres((newUrl, clean) => {
    let stage: Stage;
    let proxy: FaultProxy;
    let one: Gateway;
    let two: Gateway;
    let count = 0;

    before(async () => {
      stage = await openStage();
      clean.add(() => stage.stop());
      proxy = await startFaultProxy(stage.ledger.network.url);
      clean.add(() => proxy.close());
      const url = await newUrl();
      const open = async (): Promise<Database> => clean.closing(await openDatabase({ url }));
      one = await Gateway.open(stage, await open(), { url: proxy.url, timeoutMs: PATIENCE });
      clean.add(() => one.stop());
      two = await Gateway.open(stage, await open());
      clean.add(() => two.stop());
    });
    afterEach(async () => {
      proxy.decide = nothing;
      await outliveLease(two.context.db);
    });

    const accept = async (...at: Gateway[]) => {
      const all = [];
      for (let i = 0; i < HALF; i++)
        for (const gateway of at) all.push(await gateway.pay(`relays-${String((count += 1))}`));
      return all;
    };
    const holder = async (): Promise<string | undefined> => {
      const [row] = await two.context.db.query<{ holder: string }>(
        "SELECT holder FROM core.leases WHERE name = 'relay' AND expires_at > clock_timestamp()",
      );
      return row?.holder;
    };
    const ended = (operations: Awaited<ReturnType<typeof accept>>) => async (): Promise<boolean> =>
      tally(await two.rows(operations))["done"] === operations.length;

    it("have one leader; when it is stopped in the middle, the other goes on, and every operation is done once", async () => {
      const before = await stage.balance();
      const first = one.startRelay();
      await until("the first leads", async () => (await holder()) !== undefined);
      const leader = await holder();
      const second = two.startRelay();
      const early = await accept(one);
      await until("some are done", async () => (tally(await two.rows(early))["done"] ?? 0) > 0);
      expect(await holder(), "the other did not take over from a leader that works").to.equal(leader);
      const late = accept(two);
      await first.stop();
      const operations = [...early, ...(await late)];
      await until("all are done", ended(operations));
      expect(await holder()).to.not.equal(leader);
      await second.stop();
      expect((await stage.balance()) - before).to.equal(BigInt(2 * HALF));
      const [items] = await two.context.db.query<{ count: bigint }>(
        "SELECT count(*) FROM core.relay_items WHERE operation_id = ANY($1)",
        [operations.map(({ id }) => id)],
      );
      expect(items?.count, "times that an operation was relayed").to.equal(BigInt(2 * HALF));
    });

    it("go on when the leader hangs in the middle of a step, and it writes nothing when it wakes up", async () => {
      const before = await stage.balance();
      const first = one.startRelay();
      await until("the first leads", async () => (await holder()) !== undefined);
      const leader = await holder();
      // It has sent the transaction and hears no more.
      proxy.decide = ([method]) => (method === "eth_sendRawTransaction" ? "silent" : undefined);
      const operations = await accept(two);
      await until("it hangs", () => proxy.seen.get("silent") !== undefined);
      const second = two.startRelay();
      await outliveLease(two.context.db);
      await until("all are done", ended([...operations, ...(await accept(two))]));
      expect(await holder()).to.not.equal(leader);
      const epoch = async (): Promise<unknown> => two.context.db.query("SELECT holder, epoch FROM core.leases");
      const held = await epoch();
      proxy.decide = nothing;
      proxy.wake();
      await accept(one).then(async (more) => until("these too are done", ended(more)));
      expect(await epoch(), "the lease after the first woke up").to.deep.equal(held);
      await Promise.all([first.stop(), second.stop()]);
      expect((await stage.balance()) - before).to.equal(BigInt(3 * HALF));
    });

    it("a leader whose lease another has taken can write nothing, whatever it was about to do", async () => {
      const before = await stage.balance();
      const stale = await one.lease("one");
      const sent = await one.pay("stale-sent");
      await one.dispatch(stale);
      await one.reconcile(stale);
      await one.mined();
      const queued = await two.pay("stale-queued");
      const yesterday = one.with({ now: () => new Date(Date.now() - 25 * 3600_000) });
      const late = await yesterday.request({
        key: "stale-late",
        by: stage.pair,
        calls: [one.payment()],
      });
      const overtaken = await two.pay("stale-overtaken");
      await outliveLease(two.context.db);
      const fresh = await two.lease("two");
      expect(fresh.epoch > stale.epoch).to.equal(true);

      const snapshot = async (): Promise<unknown> => [
        await two.rows([sent, queued, late, overtaken]),
        await two.context.db.query("SELECT * FROM core.relay_transactions ORDER BY nonce"),
      ];
      const untouched = await snapshot();
      await one.mirrored();
      for (const [step, write] of Object.entries({
        dispatch: () => one.dispatch(stale),
        reconcile: () => one.reconcile(stale),
        turn: () => one.turn(stale),
      })) {
        const refused = await write().catch((error: unknown) => error);
        expect(refused, step).to.be.instanceOf(LeaseLost);
      }
      expect(await snapshot()).to.deep.equal(untouched);
      const rows = await two.settle(fresh, [sent, queued, late, overtaken]);
      expect(tally(rows)).to.deep.equal({ done: 3, expired: 1 });
      expect((await stage.balance()) - before).to.equal(3n);
    });
  });
});
