import { expect } from "chai";

import type { Rpc } from "../../../../services/chain/rpc.ts";
import type { Lease } from "../../../../services/store/lease.ts";
import { oneDatabase } from "../../store/databases.ts";
import { Gateway, until } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const DAY = 24 * 3600_000;

describe("Operations whose signatures do not come", function () {
  this.timeout(120_000);
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.stop());

  oneDatabase((name, open) => {
    let gateway: Gateway;
    let lease: Lease;
    before(async () => {
      gateway = await Gateway.open(stage, await open());
      lease = await gateway.lease();
    });
    after(() => gateway.stop());

    const asked = (by: Gateway, key: string, body = key) =>
      by.request({ key, body, by: stage.pair, calls: [by.payment()] });

    it("expire after their deadline and say so; their key answers the same ever after", async () => {
      const before = await stage.balance();
      const yesterday = gateway.with({ now: () => new Date(Date.now() - DAY - 60_000) });
      const key = `${name}-late`;
      const operation = await asked(yesterday, key);
      const open_ = await asked(gateway, `${name}-in-time`);
      expect([operation.status, open_.status]).to.deep.equal(["awaiting_signatures", "awaiting_signatures"]);
      expect((await asked(yesterday, key)).id).to.equal(operation.id);

      await until("it has expired", async () => {
        await gateway.turn(lease);
        return (await gateway.rows([operation]))[0]?.status === "expired";
      });
      for (let again = 0; again < 2; again++) {
        const answer = await asked(gateway, key);
        expect(answer).to.include({ id: operation.id, status: "expired" });
        expect(answer.error).to.deep.equal({ detail: "the signatures did not come before the deadline" });
      }
      const other = await asked(gateway, key, "other content").catch((error: unknown) => error);
      expect(other).to.have.property("code", "key-reused");
      expect((await gateway.rows([open_]))[0]?.status, "one whose deadline is to come").to.equal("awaiting_signatures");
      expect(await stage.balance()).to.equal(before);
    });

    it("wait for the chain's own time, by which an intent is executed or not", async () => {
      const { rpc } = gateway.context;
      const yesterday = gateway.with({ now: () => new Date(Date.now() - DAY - 60_000) });
      const operation = await asked(yesterday, `${name}-clocks`);
      const deadline = BigInt(operation.intent.deadline);
      const slow = gateway.with({
        rpc: {
          call: async (method: string, params: readonly unknown[]) => {
            const answer = await rpc.call<object>(method, params);
            return method === "eth_getBlockByNumber" ? { ...answer, timestamp: `0x${deadline.toString(16)}` } : answer;
          },
          batch: rpc.batch.bind(rpc),
        } as unknown as Rpc,
      });
      await gateway.mirrored();
      await slow.turn(lease);
      expect((await gateway.rows([operation]))[0]?.status).to.equal("awaiting_signatures");
    });

    it("expire also when the last signature comes after the deadline", async () => {
      const before = await stage.balance();
      const yesterday = gateway.with({ now: () => new Date(Date.now() - DAY - 60_000) });
      const operation = await yesterday.pay(`${name}-signed-late`);
      expect(operation.status).to.equal("queued");
      const [row] = await gateway.settle(lease, [operation]);
      expect(row).to.have.property("status", "expired");
      expect(await stage.balance()).to.equal(before);
    });
  });
});
