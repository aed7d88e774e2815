import { expect } from "chai";

import { oneDatabase } from "../../store/databases.ts";
import { nothing, startFaultProxy } from "./faultProxy.ts";
import type { Fault, FaultProxy } from "./faultProxy.ts";
import { Gateway, tally } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const TIMEOUT = 3_000;
const SEND = "eth_sendRawTransaction";

/** What goes wrong with how many sends, before all is well again. */
const SENDS: readonly (readonly [what: string, fault: Fault, times: number])[] = [
  ["was not delivered", "lost", 3],
  ["was delivered and not answered", "unanswered", 3],
  ["was delivered and not answered in time", "silent", 1],
  ["was refused by a proxy with 502", "refused", 3],
  ["was delivered and answered with 502", "done-502", 3],
];

describe("The write path on an unreliable way to the node", function () {
  this.timeout(120_000);
  let stage: Stage;
  let proxy: FaultProxy;
  let count = 0;

  before(async () => {
    stage = await openStage();
    proxy = await startFaultProxy(stage.ledger.network.url);
  });
  afterEach(() => {
    proxy.decide = nothing;
    proxy.seen.clear();
  });
  after(async () => {
    await proxy.close();
    await stage.stop();
  });

  oneDatabase((name, open) => {
    let gateway: Gateway;
    before(async () => {
      gateway = await Gateway.open(stage, await open(), { url: proxy.url, timeoutMs: TIMEOUT });
    });
    after(() => gateway.stop());

    async function accept(howMany: number) {
      const keys = Array.from({ length: howMany }, () => `${name}-${String((count += 1))}`);
      return Promise.all(keys.map((key) => gateway.pay(key)));
    }

    for (const [what, fault, times] of SENDS)
      it(`ends each operation once when the transaction ${what}`, async () => {
        const before = await stage.balance();
        const operations = await accept(5);
        let left = times;
        proxy.decide = ([method]) => (method === SEND && left-- > 0 ? fault : undefined);
        expect(tally(await gateway.settle(await gateway.lease(), operations))).to.deep.equal({ done: 5 });
        expect((await stage.balance()) - before).to.equal(5n);
        expect(proxy.seen.get(fault), "sends that went wrong").to.be.greaterThan(0);
      });

    it("ends each operation once when the node shows no receipt nor transaction, from what the mirror has", async () => {
      const before = await stage.balance();
      const operations = await accept(5);
      proxy.decide = (methods) =>
        methods.some((method) => method.startsWith("eth_getTransaction")) ? "blind" : undefined;
      expect(tally(await gateway.settle(await gateway.lease(), operations))).to.deep.equal({ done: 5 });
      expect((await stage.balance()) - before).to.equal(5n);
      const given = await gateway.context.db.query("SELECT FROM core.relay_transactions WHERE status = 'superseded'");
      expect(given, "transactions that were given up though they were mined").to.not.be.empty;
    });

    it("ends each operation once whatever goes wrong, wherever, again and again", async () => {
      const before = await stage.balance();
      const operations = await accept(8);
      const faults: readonly Fault[] = ["lost", "unanswered", "refused", "done-502", "blind"];
      let request = 0;
      // Two of three requests fail.
      proxy.decide = () => ((request += 1) <= 60 && request % 3 !== 0 ? faults[request % faults.length] : undefined);
      const later = await gateway.pay(`${name}-${String((count += 1))}`).catch(() => undefined);
      const rows = await gateway.settle(await gateway.lease(), [...operations, ...(later ? [later] : [])]);
      expect(tally(rows)).to.deep.equal({ done: later ? 9 : 8 });
      expect((await stage.balance()) - before).to.equal(later ? 9n : 8n);
      for (const fault of faults) expect(proxy.seen.get(fault), fault).to.be.greaterThan(0);
    });
  });
});
