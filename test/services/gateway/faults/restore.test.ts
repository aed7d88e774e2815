import { cpSync, rmSync } from "node:fs";
import { expect } from "chai";

import type { Hash, Hex } from "../../../../services/domain/brand.ts";
import type { OperationRow } from "../../../../services/gateway/operations/row.ts";
import type { Database } from "../../../../services/store/database.ts";
import { openDatabase } from "../../../../services/store/openDatabase.ts";
import { Cleanup, newPgliteFolder } from "../../store/databases.ts";
import { Gateway, outliveLease, tally } from "./gateway.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("A database restored to an older copy", function () {
  this.timeout(120_000);
  const clean = new Cleanup();
  let stage: Stage;
  let folder: string;
  let db: Database | undefined;
  let gateway: Gateway;

  before(async () => {
    stage = await openStage();
    clean.add(() => stage.stop());
  });
  after(() => clean.run());

  beforeEach(async () => {
    folder = await newPgliteFolder(clean);
    await start();
  });
  afterEach(() => stop());

  async function start(): Promise<void> {
    db = await openDatabase({ directory: folder });
    gateway = await Gateway.open(stage, db);
  }

  async function stop(): Promise<void> {
    await gateway.stop();
    await db?.close();
    db = undefined;
  }

  async function copy(): Promise<string> {
    await stop();
    const to = `${folder}-copy-${String(Math.random()).slice(2)}`;
    cpSync(folder, to, { recursive: true });
    clean.add(() => {
      rmSync(to, { recursive: true, force: true });
    });
    await start();
    return to;
  }

  async function restore(from: string): Promise<void> {
    await stop();
    rmSync(folder, { recursive: true, force: true });
    cpSync(from, folder, { recursive: true });
    await start();
    await outliveLease(gateway.context.db);
  }

  const settle = async (...operations: OperationRow[]): Promise<OperationRow[]> =>
    gateway.settle(await gateway.lease(), operations);

  const nonce = async (): Promise<bigint> =>
    BigInt(await stage.ledger.network.rpc.call<Hex>("eth_getTransactionCount", [stage.relayer.address, "latest"]));

  it("gives operations that were queued and sent then the outcome that the ledger has, and executes none again", async () => {
    const before = await stage.balance();
    const done = await gateway.pay("a-done");
    await settle(done);
    const queued = await gateway.pay("a-queued");
    const early = await copy();
    const sent = await gateway.pay("a-sent");
    await gateway.dispatch(await gateway.lease());
    const late = await copy();
    await settle(queued, sent);
    expect(await stage.balance()).to.equal(before + 3n);
    const spent = await nonce();

    await restore(late);
    expect((await gateway.rows([queued, sent])).map(({ status }) => status)).to.deep.equal(["sent", "sent"]);
    expect(tally(await settle(done, queued, sent))).to.deep.equal({ done: 3 });

    await restore(early);
    expect((await gateway.rows([queued, sent])).map(({ status }) => status)).to.deep.equal(["queued"]);
    await gateway.mirrored();
    const [row] = await settle(queued);
    expect(row?.status).to.equal("done");
    expect(await nonce(), "transactions for what the mirror knows to be done").to.equal(spent);

    const next = await gateway.pay("a-next");
    expect(tally(await settle(next))).to.deep.equal({ done: 1 });
    expect(await nonce()).to.equal(spent + 1n);
    expect(await stage.balance()).to.equal(before + 4n);
  });

  it("lets a nonce go that other bytes have used meanwhile, and goes on with the next", async () => {
    const before = await stage.balance();
    const first = await gateway.pay("b-first");
    const queued = await copy();
    await gateway.dispatch(await gateway.lease());
    const committed = await copy();
    await restore(queued);
    const second = await gateway.pay("b-second");
    await settle(first, second);

    // The copy has bytes under a nonce that the ledger knows under other bytes.
    await restore(committed);
    const rows = await settle(first);
    expect(tally(rows)).to.deep.equal({ done: 1 });
    const transactions = await gateway.context.db.query<{ hash: Hash; status: string }>(
      "SELECT hash, status FROM core.relay_transactions",
    );
    expect(transactions.map(({ status }) => status)).to.include("superseded");
    expect(rows[0]?.transaction_hash, "where the ledger has it").to.not.equal(transactions[0]?.hash);
    expect(tally(await settle(await gateway.pay("b-third")))).to.deep.equal({ done: 1 });
    expect(await stage.balance()).to.equal(before + 3n);
  });

  it("has no second effect for a lost request that is sent again: it is taken up with its outcome", async () => {
    const before = await stage.balance();
    const early = await copy();
    const lost = await gateway.pay("c-lost");
    const [ended] = await settle(lost);
    const poor = await gateway.pay("c-flight");
    const failed = await gateway.pay("c-failed", { calls: [gateway.payment(10n ** 9n)] });
    await settle(poor, failed);

    await restore(early);
    expect(await gateway.rows([lost, failed])).to.deep.equal([]);
    await gateway.mirrored();
    const again = await gateway.pay("c-lost");
    expect(again.id).to.equal(lost.id);
    const [row] = await settle(again);
    expect(row).to.include({ status: "done", block: ended?.block, transaction_hash: ended?.transaction_hash });
    expect(row?.intent, "the intent that was executed").to.deep.equal(ended?.intent);
    const [failure] = await settle(await gateway.pay("c-failed", { calls: [gateway.payment(10n ** 9n)] }));
    expect(failure).to.have.property("status", "failed");
    expect(failure?.error).to.include({ contractError: "ERC20InsufficientBalance" });
    expect(await stage.balance()).to.equal(before + 2n);
  });

  it("refuses another request under a lost one's key, naming what the ledger has", async () => {
    const early = await copy();
    const lost = await gateway.pay("d-lost");
    const [ended] = await settle(lost);
    const before = await stage.balance();
    await restore(early);
    await gateway.mirrored();
    const other = gateway.pay("d-lost", { calls: [gateway.payment(2n)] });
    const problem = await other.catch((error: unknown) => error);
    expect(problem).to.include({ code: "key-reused" });
    expect(problem)
      .to.have.property("extra")
      .that.deep.equals({ operation: lost.id, outcome: "done", transaction: ended?.transaction_hash });
    expect(await stage.balance()).to.equal(before);
  });

  it("has one effect when a lost request is sent again before the ledger has its first intent", async () => {
    const before = await stage.balance();
    const early = await copy();
    const lost = await gateway.pay("e-lost");
    await gateway.dispatch(await gateway.lease());
    const [bytes] = await gateway.context.db.query<{ raw: Hex }>("SELECT raw FROM core.relay_transactions");
    await restore(early);
    // Signed anew, a minute later: the same act in another intent with the same id.
    const later = gateway.with({ now: () => new Date(Date.now() + 60_000) });
    const again = await later.pay("e-lost");
    expect(again.id).to.equal(lost.id);
    expect(again.intent_hash).to.not.equal(lost.intent_hash);
    await stage.ledger.network.rpc.call("eth_sendRawTransaction", [bytes?.raw]);
    const [row] = await settle(again);
    expect(row).to.have.property("status", "done");
    expect(await stage.balance()).to.equal(before + 1n);
  });
});
