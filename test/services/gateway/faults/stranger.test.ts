import { expect } from "chai";

import { interfaceOf } from "../../../../services/chain/artifacts.ts";
import { outcomesOf } from "../../../../services/chain/outcomes.ts";
import type { Lease } from "../../../../services/store/lease.ts";
import { randomHash, relay } from "../../chain/acting.ts";
import { oneDatabase } from "../../store/databases.ts";
import { Gateway } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("Strangers who submit our parties' signed intents", function () {
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

    const funds = async (): Promise<bigint> =>
      BigInt(String(await stage.ledger.view("Cash", stage.ledger.eur, "balanceOf", stage.payer.account)));

    it("cannot revive an intent that has failed", async () => {
      const { ledger, payee, payer } = stage;
      const all = await funds();
      // The second is accepted while the first is in flight, when nobody can say whether it will succeed.
      const first = await gateway.pay(`${name}-all-1`, { calls: [gateway.payment(all)] });
      const second = await gateway.pay(`${name}-all-2`, { calls: [gateway.payment(all)] });
      const stolen = await gateway.item(second);
      const rows = await gateway.settle(lease, [first, second]);
      expect(rows.map(({ status }) => status)).to.deep.equal(["done", "failed"]);
      expect(rows[1]?.error).to.include({ contractError: "ERC20InsufficientBalance" });

      // Now it would succeed.
      await ledger.does(payee, ledger.cash("transfer", payer.account, all));
      const receipt = await relay(ledger.network, [stolen]);
      const [outcome] = outcomesOf(receipt, [stolen]);
      expect(outcome).to.have.nested.property("reason.name", "IntentConsumed");
      expect(await funds()).to.equal(all);
      await gateway.mirrored();
      await gateway.turn(lease);
      expect((await gateway.rows([second]))[0]?.status).to.equal("failed");
    });

    it("bring only forward what a queued operation would have come to", async () => {
      const payout = stage.ledger.cash("requestPayout", 5n, randomHash());
      const operation = await gateway.pay(`${name}-queued`, { calls: [payout] });
      const receipt = await relay(stage.ledger.network, [await gateway.item(operation)]);
      await gateway.mirrored();
      await gateway.turn(lease);
      const [row] = await gateway.rows([operation]);
      expect(row).to.include({
        status: "done",
        transaction_hash: receipt.transactionHash,
        block: BigInt(receipt.blockNumber),
      });
      expect(row?.result, "what only the ledger could know").to.deep.equal({ payout: payoutIn(receipt.logs) });
      const items = await gateway.context.db.query("SELECT FROM core.relay_items WHERE operation_id = $1", [
        operation.id,
      ]);
      expect(items, "transactions of our own for it").to.be.empty;
    });

    it("are met half-way: our own transaction is refused, and the outcome is theirs once the mirror has it", async () => {
      const before = await stage.balance();
      const operation = await gateway.pay(`${name}-raced`);
      const item = await gateway.item(operation);
      await gateway.stop();
      const receipt = await relay(stage.ledger.network, [item]);
      await gateway.turn(lease);
      await gateway.mined();
      await gateway.turn(lease);
      expect((await gateway.rows([operation]))[0]?.status).to.equal("unknown");

      gateway = await Gateway.open(stage, gateway.context.db);
      const [row] = await gateway.settle(lease, [operation]);
      expect(row).to.include({ status: "done", transaction_hash: receipt.transactionHash });
      expect((await stage.balance()) - before).to.equal(1n);
    });

    it("bring a failure forward too, and it is told with its reason", async () => {
      const all = await funds();
      const first = await gateway.pay(`${name}-fails-1`, { calls: [gateway.payment(1n)] });
      const second = await gateway.pay(`${name}-fails-2`, { calls: [gateway.payment(all + 1n)] });
      await relay(stage.ledger.network, [await gateway.item(second)]);
      const rows = await gateway.settle(lease, [first, second]);
      expect(rows.map(({ status }) => status)).to.deep.equal(["done", "failed"]);
      expect(rows[1]?.error).to.include({ contractError: "ERC20InsufficientBalance" });
    });
  });
});

function payoutIn(logs: readonly { topics: readonly string[]; data: string }[]): string {
  for (const log of logs) {
    const event = interfaceOf("Cash").parseLog(log);
    if (event?.name === "PayoutRequested") return String(event.args["id"]);
  }
  return expect.fail("no payout was requested");
}
