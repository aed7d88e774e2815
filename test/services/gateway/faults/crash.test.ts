import { expect } from "chai";

import type { Database } from "../../../../services/store/database.ts";
import { eachDatabase } from "../../store/databases.ts";
import { cutOff, Killed } from "./cutOff.ts";
import { Gateway, outliveLease, tally } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** Moments that a crash must have been tried at, whatever else the write path does. */
const MOMENTS = [
  /^before INSERT INTO core\.operations/,
  /^after INSERT INTO core\.operations/,
  /^after INSERT INTO core\.signatures/,
  /^before INSERT INTO core\.relay_transactions/,
  /^after INSERT INTO core\.relay_transactions/,
  /^after UPDATE core\.operations SET status = 'sent'/,
  /^after commit/,
  /^before eth_sendRawTransaction/,
  /^after eth_sendRawTransaction/,
  /^after UPDATE core\.relay_transactions SET status = 'sent'/,
  /^after eth_getTransactionReceipt/,
  /^after UPDATE core\.operations SET status = 'done'/,
  /^after UPDATE core\.relay_transactions SET status = 'mined'/,
];

describe("A gateway that is killed between any two steps of the write path", function () {
  this.timeout(240_000);
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.stop());

  eachDatabase((name, open) => {
    let db: Database;
    let gateway: Gateway;
    before(async () => {
      db = await open();
      gateway = await Gateway.open(stage, db);
    });
    after(() => gateway.stop());

    /** From the requests to their outcome, step by step. @returns whether it was killed on the way */
    async function isKilled(dying: Gateway, keys: readonly string[]): Promise<boolean> {
      try {
        const lease = await dying.lease("dying");
        const operations = [];
        for (const key of keys) operations.push(await dying.pay(key));
        while (tally(await gateway.rows(operations))["done"] !== keys.length) {
          await dying.turn(lease);
          await gateway.mined();
        }
        return false;
      } catch (error) {
        if (error instanceof Killed) return true;
        throw error;
      }
    }

    it("leaves what its successor, and clients that send again, bring to one end each", async () => {
      const hit: string[] = [];
      let cut = 1;
      for (; ; cut++) {
        const before = await stage.balance();
        const keys = [`${name}-${String(cut)}-1`, `${name}-${String(cut)}-2`];
        const dying = gateway.with(cutOff(gateway.context, cut, (moment) => hit.push(moment)));
        const killed = await isKilled(dying, keys);
        await outliveLease(db);
        const operations = [];
        for (const key of keys) operations.push(await gateway.pay(key));
        const rows = await gateway.settle(await gateway.lease("successor"), operations);
        await outliveLease(db);
        expect(tally(rows), hit.at(-1)).to.deep.equal({ done: 2 });
        expect((await stage.balance()) - before, hit.at(-1)).to.equal(2n);
        if (!killed) break;
      }
      expect(cut, "moments at which it was killed").to.be.greaterThan(40);
      for (const moment of MOMENTS)
        expect(
          hit.filter((one) => moment.test(one)),
          String(moment),
        ).to.not.be.empty;
      const open_ = await db.query("SELECT FROM core.relay_transactions WHERE status NOT IN ('mined', 'superseded')");
      expect(open_, "transactions left open").to.be.empty;
    });
  });
});
