import { createHmac, randomUUID } from "node:crypto";
import { expect } from "chai";

import type { Client, Json } from "../../scripts/story/client.ts";
import { act } from "../../scripts/story/parties.ts";
import { Receiver, answer } from "../services/scheduler/receiver.ts";
import { until } from "../services/scheduler/until.ts";
import { Reader } from "./support/reader.ts";
import { registered, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { eachService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

describe("A supplier's own system is told what happens to its claims", () => {
  eachService((start) => {
    let service: TestService;
    let stage: Stage;
    let receiver: Receiver;
    let hook: Json;
    let claim: string;
    let supplier: Client;

    before(async () => {
      service = await start();
      stage = await setStage(service);
      supplier = stage.supplier.maker;
      receiver = await Receiver.open();
    });
    after(() => receiver.close());

    const path = (): string => `/v1/webhooks/${String(hook["id"])}`;
    const types = (): string[] => receiver.received.map(({ event }) => event.type);
    const came = async (count: number): Promise<void> =>
      until(`${String(count)} requests`, () => receiver.received.length >= count);
    async function transfer(): Promise<void> {
      await act(stage.supplier, `/v1/receivables/${claim}/transfers`, {
        to: stage.financier.id,
        amount: { currency: "EUR", amount: "5" },
        reference: "S-1",
      });
    }

    it("a webhook is made once for one key, and its secret is shown in that answer only", async () => {
      const key = { "idempotency-key": randomUUID() };
      const made = await supplier.post("/v1/webhooks", { url: receiver.url, kinds: ["receivable"] }, key);
      expect(made.status).to.equal(200);
      hook = made.body;
      expect(hook["secret"]).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/);
      const again = await supplier.post("/v1/webhooks", { url: receiver.url, kinds: ["receivable"] }, key);
      expect([again.status, again.body["code"], again.body["webhook"]]).to.deep.equal([422, "key-reused", hook["id"]]);
      const shown = JSON.stringify([await supplier.get("/v1/webhooks"), await supplier.get(path()), again.body]);
      expect(shown).not.to.contain("whsec_");
      expect(shown).not.to.contain(String(hook["secret"]));
    });

    it("an address that is not on the public internet is refused, by field", async () => {
      for (const url of ["https://10.0.0.1/", "http://hooks.example.com/", "https://[fd00::1]/", "nonsense"]) {
        const { status, body } = await supplier.post("/v1/webhooks", { url });
        expect([status, body["code"], body["field"]], url).to.deep.equal([400, "invalid-field", "/url"]);
      }
    });

    it("every act on the claim arrives in order, signed with the secret that was shown, as the feed has it", async () => {
      claim = await registered(stage);
      await act(stage.buyer, `/v1/receivables/${claim}/acknowledgement`, { waivers: [] });
      await transfer();
      await came(3);
      expect(types()).to.deep.equal(["receivable.registered", "receivable.acknowledged", "receivable.transferred"]);
      const secret = Buffer.from(String(hook["secret"]).slice("whsec_".length), "base64");
      for (const { headers, body, event } of receiver.received) {
        const content = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
        const mac = createHmac("sha256", secret).update(content).digest("base64");
        expect(headers["webhook-signature"]).to.equal(`v1,${mac}`);
        expect(headers["webhook-id"]).to.equal(event.id);
      }
      const { items } = await supplier.get(`/v1/events?subject=receivables/${claim}`);
      expect(receiver.received.map(({ event }) => event)).to.deep.equal(items);
    });

    it("while the receiver is down the event waits, its state is there to see, and it arrives when the receiver is back", async () => {
      receiver.behave = answer(500);
      await transfer();
      await came(4);
      await until("the state shows", async () => (await supplier.get(path()))["lastStatus"] === 500);
      const shown = await supplier.get(path());
      expect(shown).to.include({ status: "active", attempts: 1, lastError: "not answered with success" });
      const { items } = await supplier.get(`${path()}/deliveries?state=retrying`);
      expect((items as Json[]).map(({ type, attempts }) => [type, attempts])).to.deep.equal([
        ["receivable.transferred", 1],
      ]);
      receiver.behave = answer(204);
      await came(5);
      expect(receiver.received[4]?.event.id).to.equal(receiver.received[3]?.event.id);
    });

    it("everything behind a position is sent again in order when its owner asks, one event when it names one", async () => {
      const before = receiver.received.slice(0, 3).map(({ event }) => event.id);
      receiver.received.length = 0;
      await until("all is delivered", async () => (await supplier.get(path()))["attempts"] === 0);
      await supplier.act(`${path()}/redeliveries`, { after: "0" });
      await came(4);
      expect(receiver.received.slice(0, 3).map(({ event }) => event.id)).to.deep.equal(before);
      receiver.received.length = 0;
      const { items } = await supplier.get(`${path()}/deliveries?state=delivered`);
      const [last] = items as Json[];
      await supplier.act(`${path()}/redeliveries`, { event: last?.["position"] });
      await came(1);
      expect(receiver.received[0]?.event.id).to.equal(last?.["event"]);
      const ahead = await supplier.post(`${path()}/redeliveries`, { after: "999999" });
      expect([ahead.status, ahead.body["field"]]).to.deep.equal([400, "/after"]);
    });

    it("a deleted webhook is gone, with its secret, and gets nothing more", async () => {
      expect((await supplier.send("DELETE", path())).status).to.equal(200);
      expect((await supplier.send("GET", path())).status).to.equal(404);
      receiver.received.length = 0;
      const { next } = await supplier.get("/v1/events?cursor=latest");
      await transfer();
      await supplier.get(`/v1/events?cursor=${String(next)}&wait=10`);
      expect(receiver.received).to.deep.equal([]);
    });

    it("a party has twenty webhooks and no more", async () => {
      const answers = [];
      for (let at = 0; at < 21; at++) answers.push(await supplier.post("/v1/webhooks", { url: receiver.url }));
      expect(answers.map(({ status }) => status)).to.deep.equal([...Array<number>(20).fill(200), 409]);
      const { items } = await supplier.get("/v1/webhooks");
      for (const { id } of items as Json[]) await supplier.send("DELETE", `/v1/webhooks/${String(id)}`);
    });

    it("who waits for an event is answered as it comes, and at the end of the time with where to go on", async () => {
      const { next } = await supplier.get("/v1/events?cursor=latest");
      const waiting = supplier.get(`/v1/events?cursor=${String(next)}&wait=30`);
      await transfer();
      const page = await waiting;
      expect((page["items"] as Json[])[0]).to.include({ type: "receivable.transferred" });
      const nothing = await supplier.get(`/v1/events?cursor=${String(page["next"])}&kind=party&wait=1`);
      expect(nothing["items"]).to.deep.equal([]);
      expect(Number(nothing["next"])).to.be.at.least(Number(page["next"]));
    });

    it("a stream brings each event as it comes, and goes on where its reader was", async () => {
      const { next } = await supplier.get("/v1/events?cursor=latest");
      const { apiKey, id } = await supplier.act("/v1/api-keys");
      const read = async (from: string): Promise<Reader> => Reader.open(service.url, String(apiKey), from);
      const reader = await read(String(next));
      await transfer();
      const first = await reader.next();
      expect(first.data).to.include({ type: "receivable.transferred", position: first.id });
      await transfer();
      const second = await reader.next();
      await reader.close();
      const resumed = await read(first.id);
      expect(await resumed.next()).to.deep.equal(second);
      const { items } = await supplier.get(`/v1/events?cursor=${String(next)}`);
      expect([first.data, second.data]).to.deep.equal(items);

      await supplier.act(`/v1/api-keys/${String(id)}/revocation`);
      await transfer();
      expect(await resumed.ends()).to.deep.equal([]);
    });

    it("a stream of what nobody tells ends at its time, and a user has eight at most", async () => {
      const path = "/v1/events/stream?cursor=latest&kind=party&seconds=1";
      const { status, body } = await supplier.send("GET", path);
      expect([status, String(body["text"]).startsWith("retry: 1000\n\nid: ")]).to.deep.equal([200, true]);
      const answers = await Promise.all(Array.from({ length: 10 }, async () => supplier.send("GET", path)));
      expect(answers.map((answer) => answer.status).sort()).to.deep.equal([...Array<number>(8).fill(200), 429, 429]);
      expect((await supplier.send("GET", "/v1/events/stream?seconds=0")).body["field"]).to.equal("/seconds");
      expect((await supplier.send("GET", path, undefined, { "last-event-id": "x" })).status).to.equal(400);
    });

    it("pages of one event each are the whole feed, in the same order, for each party its own", async () => {
      for (const { maker } of [stage.supplier, stage.buyer, stage.financier]) {
        const whole = (await maker.get("/v1/events?limit=200"))["items"] as Json[];
        const single: Json[] = [];
        for (let cursor = "0"; single.length < whole.length;) {
          const page = await maker.get(`/v1/events?limit=1&cursor=${cursor}`);
          single.push(...(page["items"] as Json[]));
          cursor = String(page["next"]);
        }
        expect(single).to.deep.equal(whole);
        expect(whole.length).to.be.greaterThan(2);
      }
    });

    it("stopping does not wait for those who wait for events", async () => {
      const { next } = await supplier.get("/v1/events?cursor=latest");
      const waiting = supplier.get(`/v1/events?cursor=${String(next)}&kind=party&wait=30`).catch(() => undefined);
      const { promise, resolve } = Promise.withResolvers<string>();
      const timer = setTimeout(resolve, 20_000, "still waiting");
      await Promise.race([service.stop(), promise]);
      expect(await Promise.race([waiting.then(() => "answered"), promise])).to.equal("answered");
      clearTimeout(timer);
    });
  });
});
