import { createHmac, randomBytes } from "node:crypto";
import { expect } from "chai";

import { Keystore } from "../../../services/chain/keystore.ts";
import { dueWebhook, nextOutgoing } from "../../../services/scheduler/webhooks/rows.ts";
import { settle } from "../../../services/scheduler/webhooks/settle.ts";
import { startWebhooks } from "../../../services/scheduler/webhooks/startWebhooks.ts";
import type { WebhookOptions } from "../../../services/scheduler/webhooks/startWebhooks.ts";
import type { Running } from "../../../services/scheduler/underLease.ts";
import type { Database } from "../../../services/store/database.ts";
import { acquireLease, LeaseLost } from "../../../services/store/lease.ts";
import { one } from "../../../services/store/rows.ts";
import { eachDatabase } from "../store/databases.ts";
import { refusal } from "../store/refusal.ts";
import { DEBTOR, hash, Mirror, SELLER } from "./mirror.ts";
import { answer, Receiver } from "./receiver.ts";
import { until } from "./until.ts";

const NETWORK = hash(77);

describe("webhooks", function () {
  this.timeout(60_000);
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;
    let receiver: Receiver;
    let keystore: Keystore;
    const secret = randomBytes(32);
    const running: Running[] = [];
    const failures: unknown[] = [];
    let count = 0;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
      await db.query("truncate core.webhooks, core.users, core.parties cascade");
      for (const [n, account] of [SELLER, DEBTOR].entries()) {
        await db.query(
          "insert into core.parties (id, account, name, country, custody) values ($1, $2, 'P', 'DE', 'custodial')",
          [hash(n + 1), account],
        );
      }
      await db.query("insert into core.users (id, party_id, name, roles) values ('u', $1, 'Ann', '{maker}')", [
        hash(1),
      ]);
      const sealed = new Map<string, Uint8Array>();
      keystore = new Keystore(randomBytes(32), {
        get: (name) => Promise.resolve(sealed.get(name)),
        put: (name, bytes) => Promise.resolve(void sealed.set(name, bytes)),
      });
      receiver = await Receiver.open();
      failures.length = 0;
    });
    afterEach(async () => {
      for (const one of running.splice(0)) await one.stop();
      await receiver.close();
      expect(failures).to.deep.equal([]);
    });

    async function hook(url = receiver.url, kinds: string[] = [], party = 1): Promise<string> {
      const id = (++count).toString(16).padStart(32, "0");
      await keystore.seal(`webhook/${id}`, secret);
      await db.query(
        `insert into core.webhooks (id, party_id, url, kinds, position, created_by)
         values ($1, $2, $3, $4, coalesce((select position from core.feed), 0), 'u')`,
        [id, hash(party), url, kinds],
      );
      return id;
    }

    function start(changes: Partial<WebhookOptions> = {}): Running {
      const log = { error: (error: unknown) => failures.push(error), warn: () => undefined };
      const options = { db, keystore, log, manifest: { networkId: NETWORK }, loopback: true, timeoutMs: 5_000 };
      const started = startWebhooks({ ...options, retryAfterMs: [1, 1, 1], ...changes });
      running.push(started);
      return started;
    }

    /** So many events for seller and debtor. */
    async function happen(events: number): Promise<void> {
      for (let at = 0; at < events; at++) {
        await mirror.claim({ dueAt: 1_000_000n });
        await mirror.mine(10n);
      }
      await mirror.tell();
    }

    interface State {
      readonly status: string;
      readonly position: bigint;
      readonly attempts: number;
      readonly given_up: number;
      readonly last_status: number | null;
      readonly last_error: string | null;
    }
    const stateOf = async (id: string): Promise<State> =>
      one(
        await db.query<State>(
          "select status, position, attempts, given_up, last_status, last_error from core.webhooks where id = $1",
          [id],
        ),
      );
    const arrived = async (events: number): Promise<void> =>
      until(`${String(events)} requests`, () => receiver.received.length >= events);
    const settled = async (id: string, position: bigint): Promise<void> =>
      until(`position ${String(position)}`, async () => (await stateOf(id)).position >= position);

    it("bring what concerns the party, in order, signed, once when all goes well", async () => {
      const id = await hook();
      start();
      await happen(5);
      await settled(id, 5n);
      expect(receiver.positions).to.deep.equal([1, 2, 3, 4, 5]);
      const { headers, body, event } = receiver.received[0] ?? expect.fail();
      const signed = `${event.id}.${String(headers["webhook-timestamp"])}.${body}`;
      const mac = createHmac("sha256", secret).update(signed).digest("base64");
      expect(headers).to.include({ "webhook-id": event.id, "webhook-signature": `v1,${mac}` });
      expect(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000)).to.be.lessThan(60);
      expect(event).to.include({ specversion: "1.0", type: "receivable.registered", sequence: 1 });
    });

    it("begin with what comes after they were made, and bring only the kinds that were asked for", async () => {
      await happen(2);
      const only = await hook(receiver.url, ["receivable"]);
      const none = await hook(receiver.url, ["cash", "receivable.paid"]);
      start();
      await happen(1);
      await settled(only, 3n);
      await settled(none, 3n);
      expect(receiver.positions).to.deep.equal([3]);
    });

    it("bring nothing that does not concern the party", async () => {
      const id = await hook(receiver.url, [], 2);
      start();
      await mirror.ask(1n, 1_000n, [SELLER]);
      await mirror.mine(10n);
      await happen(1);
      await settled(id, 2n);
      expect(receiver.received.map(({ event }) => event.type)).to.deep.equal(["receivable.registered"]);
    });

    it("try an event again until it is taken; what comes behind it waits", async () => {
      receiver.behave = (response, _received, at) => response.writeHead(at <= 3 ? 500 : 200).end();
      const id = await hook();
      start();
      await happen(3);
      await settled(id, 3n);
      expect(receiver.positions).to.deep.equal([1, 1, 1, 1, 2, 3]);
      const ids = receiver.received.map(({ event }) => event.id);
      expect(new Set(ids).size).to.equal(3);
      expect(await stateOf(id)).to.include({ status: "active", given_up: 0, last_status: 200, last_error: null });
    });

    it("wait before the next attempt, and say what happened meanwhile", async () => {
      receiver.behave = answer(503);
      const id = await hook();
      start({ retryAfterMs: [3_600_000] });
      await happen(1);
      await until("an attempt is booked", async () => (await stateOf(id)).attempts === 1);
      expect(await stateOf(id)).to.include({ position: 0n, last_status: 503, last_error: "not answered with success" });
      expect(receiver.positions).to.deep.equal([1]);
    });

    it("give an event up after the last attempt and go on with the next: the gap shows", async () => {
      receiver.behave = (response, { event }) => response.writeHead(event.position === "2" ? 500 : 200).end();
      const id = await hook();
      start();
      await happen(3);
      await settled(id, 3n);
      expect(receiver.positions).to.deep.equal([1, 2, 2, 2, 2, 3]);
      const states = await db.query("select position, state, attempts from core.webhook_deliveries order by position");
      expect(states).to.deep.equal([
        { position: 1n, state: "delivered", attempts: 1 },
        { position: 2n, state: "given-up", attempts: 4 },
        { position: 3n, state: "delivered", attempts: 1 },
      ]);
    });

    it("are suspended after three events in a row, and sent nothing more until their owner says so", async () => {
      receiver.behave = answer(404);
      const id = await hook();
      start({ retryAfterMs: [] });
      await happen(5);
      await until("suspended", async () => (await stateOf(id)).status === "suspended");
      expect(receiver.positions).to.deep.equal([1, 2, 3]);
      receiver.behave = answer(200);
      await db.query("update core.webhooks set status = 'active', given_up = 0, position = 0 where id = $1", [id]);
      await settled(id, 5n);
      expect(receiver.positions.slice(3)).to.deep.equal([1, 2, 3, 4, 5]);
    });

    it("bring one event once more when that is asked for, beside the others", async () => {
      const id = await hook();
      start();
      await happen(2);
      await settled(id, 2n);
      await db.query("update core.webhook_deliveries set again = true where position = 1");
      await arrived(3);
      await until(
        "booked",
        async () => (await db.query("select 1 from core.webhook_deliveries where again")).length === 0,
      );
      expect(receiver.positions).to.deep.equal([1, 2, 1]);
      expect((await stateOf(id)).position).to.equal(2n);
    });

    it("do not hold each other up: one that never answers, one that does", async () => {
      const silent = await Receiver.open();
      silent.behave = () => undefined;
      await hook(silent.url);
      const id = await hook();
      const sending = start();
      await happen(10);
      await settled(id, 10n);
      expect(silent.positions).to.deep.equal([1]);
      await sending.stop();
      await silent.close();
    });

    it("that were being sent when we stop are sent again by the next, and it was no failure", async () => {
      receiver.behave = () => undefined;
      const id = await hook();
      const first = start();
      await happen(1);
      await arrived(1);
      await first.stop();
      expect(await stateOf(id)).to.include({ attempts: 0, last_error: null });
      receiver.behave = answer(200);
      start();
      await settled(id, 1n);
      expect(receiver.positions).to.deep.equal([1, 1]);
    });

    it("from two processes come in order and once, and go on when one of them stops", async () => {
      const id = await hook();
      const [first] = [start(), start()];
      await happen(10);
      await settled(id, 10n);
      await first.stop();
      await happen(10);
      await settled(id, 20n);
      expect(receiver.positions).to.deep.equal(Array.from({ length: 20 }, (_, at) => at + 1));
    });

    it("sent by one that has lost the lease meanwhile are not booked by it: at least once, never skipped", async () => {
      const id = await hook();
      receiver.behave = () => undefined;
      const sleeper = start();
      await happen(2);
      await arrived(1);
      await db.query("update core.leases set holder = 'another', epoch = epoch + 1 where name = 'webhooks'");
      receiver.received.length = 0;
      receiver.behave = answer(200);
      await until("the sleeper noticed", async () => {
        await db.query("update core.leases set expires_at = now() where name = 'webhooks'");
        return (await stateOf(id)).position === 2n;
      });
      expect(receiver.positions).to.deep.equal([1, 2]);
      await sleeper.stop();
    });

    it("an attempt is booked under the lease or not at all", async () => {
      const id = await hook();
      await happen(1);
      const webhook = (await dueWebhook(db, id)) ?? expect.fail();
      const outgoing = (await nextOutgoing(db, webhook)) ?? expect.fail();
      const lost = (await acquireLease(db, "webhooks", "sleeper", -1)) ?? expect.fail();
      await acquireLease(db, "webhooks", "successor", 60_000);
      expect(await refusal(settle(db, lost, webhook, outgoing, { status: 200 }, []))).to.be.instanceOf(LeaseLost);
      expect((await stateOf(id)).position).to.equal(0n);
    });

    it("deleted while being sent leave nothing behind", async () => {
      const id = await hook();
      let respond: () => void = () => undefined;
      receiver.behave = (response) => {
        respond = () => response.writeHead(200).end();
      };
      start();
      await happen(1);
      await arrived(1);
      await db.query("delete from core.webhooks where id = $1", [id]);
      respond();
      await running.splice(0)[0]?.stop();
      expect(await db.query("select 1 from core.webhook_deliveries")).to.deep.equal([]);
    });

    it("whose secret is lost are not sent, and the owner reads why", async () => {
      const id = await hook();
      keystore = new Keystore(randomBytes(32), { get: () => Promise.resolve(undefined), put: () => Promise.resolve() });
      start({ retryAfterMs: [] });
      await happen(1);
      await settled(id, 1n);
      expect((await stateOf(id)).last_error).to.contain("secret cannot be read");
      expect(receiver.received).to.deep.equal([]);
      expect(failures.splice(0)).to.have.length(1);
    });

    it("to an address that became private are not sent, and the owner reads why", async () => {
      const id = await hook("https://hooks.example.com/");
      const resolve: NonNullable<WebhookOptions["resolve"]> = (_name, _options, done) => {
        done(null, [{ address: "10.0.0.1", family: 4 }]);
      };
      start({ resolve, retryAfterMs: [] });
      await happen(1);
      await settled(id, 1n);
      expect((await stateOf(id)).last_error).to.equal("hooks.example.com is not on the public internet");
    });
  });
});
