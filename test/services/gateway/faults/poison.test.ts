import { expect } from "chai";
import fc from "fast-check";

import { maxIntentGas, relayCapacity, relayGasLimit } from "../../../../services/chain/relayGas.ts";
import type { Address, Hex } from "../../../../services/domain/brand.ts";
import { gasFor } from "../../../../services/gateway/operations/gas.ts";
import { Problem } from "../../../../services/gateway/problems/problem.ts";
import { json } from "../../../../services/store/parameter.ts";
import type { Lease } from "../../../../services/store/lease.ts";
import { intentOf } from "../../chain/acting.ts";
import { oneDatabase } from "../../store/databases.ts";
import { Gateway } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const LIMIT = 30_000_000n;
const hex = (digits: string): Hex => `0x${digits}`;
const state = (blockGasLimit: bigint) => ({
  epoch: 1,
  threshold: 1,
  isConsumed: false,
  isSigner: true,
  headTime: 0n,
  blockGasLimit,
});

describe("The most gas of an intent", () => {
  const target = `0x${"ab".repeat(20)}` as Address;
  it("is just what a relay transaction of its own has room for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 16 }),
        fc.bigInt({ min: 3_000_000n, max: 10n ** 9n }),
        (data, threshold, limit) => {
          const calls = data.map((bytes) => ({ target, data: hex(Buffer.from(bytes).toString("hex")) }));
          const item = (gas: bigint) => ({
            account: target,
            intent: intentOf(calls, { gas }),
            signatures: hex("ff".repeat(65 * threshold)),
          });
          const most = maxIntentGas(calls, threshold, limit);
          expect(relayGasLimit([item(most)]) <= relayCapacity(limit)).to.equal(true);
          expect(relayGasLimit([item(most + 4n)]) > relayCapacity(limit)).to.equal(true);
        },
      ),
    );
  });
});

describe("An operation that cannot be relayed", function () {
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

    const calls = (count: number) => Array.from({ length: count }, () => gateway.payment());

    it("is refused when it is posted, if no block could take it, and its key stays free", async () => {
      const key = `${name}-huge`;
      // The first is more than a transaction of ours may have, the second more than any.
      for (const count of [2_500, 4_000]) {
        const refused = await gateway.pay(key, { calls: calls(count) }).catch((error: unknown) => error);
        expect(refused).to.be.instanceOf(Problem).and.to.include({ code: "refused-by-ledger" });
        expect(String(refused)).to.match(/a block has place for/);
      }
      const [row] = await gateway.settle(lease, [await gateway.pay(key)]);
      expect(row?.status).to.equal("done");
    });

    it("does not come about by the reserve on top of an estimate, nor without an estimate", async () => {
      const act = { command: "test.pay", calls: calls(20) };
      const { account } = stage.payer;
      const plenty = await gasFor(gateway.context, account, act, state(LIMIT));
      const used = (plenty * 10n) / 13n;
      // A block in which the estimate has place, and not all of the reserve.
      const tight = LIMIT - ((maxIntentGas(act.calls, 1, LIMIT) - (used + plenty) / 2n) * 64n ** 3n) / 63n ** 3n;
      const capped = await gasFor(gateway.context, account, act, state(tight));
      expect(capped < plenty && capped >= used, `${used} <= ${capped} < ${plenty}`).to.equal(true);
      expect(capped).to.equal(maxIntentGas(act.calls, 1, tight));
      const small = await gasFor(gateway.context, account, act, state(1_300_000n)).catch((error: unknown) => error);
      expect(small).to.be.instanceOf(Problem);

      const before = await stage.balance();
      const inFlight = await gateway.pay(`${name}-in-flight`);
      const unsimulated = await gateway.pay(`${name}-many`, { calls: calls(60) });
      expect(BigInt(unsimulated.intent.gas)).to.equal(maxIntentGas(unsimulated.intent.calls, 1, LIMIT));
      const rows = await gateway.settle(lease, [inFlight, unsimulated]);
      expect(rows.map(({ status }) => status)).to.deep.equal(["done", "done"]);
      expect((await stage.balance()) - before).to.equal(61n);
    });

    it("is set to failed with its reason, and holds up none of the others", async () => {
      const before = await stage.balance();
      const operations = [];
      for (let at = 0; at < 6; at++) operations.push(await gateway.pay(`${name}-poison-${String(at)}`));
      const { db } = gateway.context;
      const [big, empty, , unsigned, odd] = operations;
      await db.query("UPDATE core.operations SET intent = intent || $2 WHERE id = $1", [
        big?.id ?? null,
        json({ gas: String(LIMIT) }),
      ]);
      await db.query("UPDATE core.operations SET intent = '{}' WHERE id = $1", [empty?.id ?? null]);
      await db.query("UPDATE core.signatures SET signature = '0x00' WHERE operation_id = $1", [unsigned?.id ?? null]);
      await db.query("UPDATE core.operations SET intent = intent || $2 WHERE id = $1", [
        odd?.id ?? null,
        json({ epoch: -1 }),
      ]);
      const rows = await gateway.settle(lease, operations);
      expect(rows.map(({ status }) => status)).to.deep.equal(["failed", "failed", "done", "failed", "failed", "done"]);
      expect(rows[0]?.error?.["detail"]).to.match(/takes \d+ gas, and a block has place for 29000000$/);
      for (const at of [1, 3, 4]) expect(rows[at]?.error?.["detail"]).to.match(/cannot be read/);
      expect((await stage.balance()) - before).to.equal(2n);
      const relayed = await db.query("SELECT operation_id FROM core.relay_items WHERE operation_id = ANY($1)", [
        [big?.id ?? "", empty?.id ?? "", unsigned?.id ?? "", odd?.id ?? ""],
      ]);
      expect(relayed, "relayed all the same").to.be.empty;
    });
  });
});
