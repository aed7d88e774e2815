import { expect } from "chai";
import { ChainError } from "../../../services/chain/problem.ts";
import type { RpcReceipt } from "../../../services/chain/rpcTypes.ts";
import type { Hash } from "../../../services/domain/brand.ts";
import type { Indexer } from "../../../services/indexer/startIndexer.ts";
import { Follower } from "../../../services/indexer/follow/follower.ts";
import type { RpcBlock } from "../../../services/indexer/follow/rpcBlock.ts";
import { digestOf } from "../../../services/indexer/rebuild/digest.ts";
import { PROJECTED_TABLES, RAW_TABLES } from "../../../services/indexer/rebuild/copies.ts";
import { coverContracts, VersionMissed } from "../../../services/indexer/write/coverage.ts";
import { inSchema } from "../../../services/indexer/write/schema.ts";
import type { Database } from "../../../services/store/database.ts";
import { DatabaseUnavailable } from "../../../services/store/errors.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { one } from "../../../services/store/rows.ts";
import { eachDatabase } from "../store/databases.ts";
import { index, indexAll, until } from "./indexed.ts";
import type { LogLine } from "./indexed.ts";
import { Ledger, ROLE } from "./ledger.ts";
import type { Actor } from "./ledger.ts";
import { honest, startProxy } from "./proxy.ts";
import type { Proxy, Tamper } from "./proxy.ts";

const OTHER = `0x${"ab".repeat(32)}` as Hash;

/** Changes every answer to `method` that is not null. */
const on =
  (method: string, change: (result: unknown) => unknown): Tamper =>
  (asked, _params, result) =>
    asked === method && result !== null ? change(result) : result;

const fullBlocks = (change: (block: RpcBlock) => Partial<RpcBlock>): Tamper => {
  return (method, params, result) => {
    if (method !== "eth_getBlockByNumber" || params[1] !== true || result === null) return result;
    return { ...(result as RpcBlock), ...change(result as RpcBlock) };
  };
};

const receipts = (change: (receipts: RpcReceipt[]) => RpcReceipt[]): Tamper =>
  on("eth_getBlockReceipts", (all) => change(all as RpcReceipt[]));

const LIES: readonly { readonly lie: string; readonly kind: string; readonly tamper: Tamper }[] = [
  {
    lie: "a log left out",
    kind: "receipts-root-mismatch",
    tamper: receipts((all) => all.map((receipt) => ({ ...receipt, logs: receipt.logs.slice(1) }))),
  },
  {
    lie: "a log altered in one digit",
    kind: "receipts-root-mismatch",
    tamper: receipts((all) =>
      all.map((receipt) => ({
        ...receipt,
        logs: receipt.logs.map((log) => ({
          ...log,
          data: log.data.replace(/.$/, (d) => (d === "0" ? "1" : "0")) as never,
        })),
      })),
    ),
  },
  {
    lie: "two logs in another order",
    kind: "receipts-root-mismatch",
    tamper: receipts((all) => all.map((receipt) => ({ ...receipt, logs: receipt.logs.toReversed() }))),
  },
  { lie: "no receipt at all", kind: "receipts-root-mismatch", tamper: receipts(() => []) },
  {
    lie: "a receipts root that fits a log left out",
    kind: "block-hash-mismatch",
    tamper: fullBlocks(() => ({ receiptsRoot: OTHER })),
  },
  { lie: "another time", kind: "block-hash-mismatch", tamper: fullBlocks(() => ({ timestamp: "0x1" })) },
  {
    lie: "other calldata",
    kind: "transactions-root-mismatch",
    tamper: fullBlocks(({ transactions }) => ({
      transactions: transactions.map((own) => ({ ...own, input: "0x00" })),
    })),
  },
  {
    lie: "a block that does not follow",
    kind: "parent-mismatch",
    tamper: fullBlocks(() => ({ parentHash: OTHER })),
  },
  { lie: "another block", kind: "wrong-block", tamper: fullBlocks(() => ({ number: "0x1" })) },
  { lie: "a field that is no hex", kind: "block-hash-mismatch", tamper: fullBlocks(() => ({ extraData: "0xzz" })) },
];

describe("following the chain", function () {
  this.timeout(120_000);
  let ledger: Ledger;
  let proxy: Proxy;
  let supplier: Actor;
  let buyer: Actor;

  before(async () => {
    ledger = await Ledger.open();
    proxy = await startProxy(ledger.network.url);
    supplier = await ledger.admit(ROLE.enterprise);
    buyer = await ledger.admit(ROLE.enterprise);
  });
  afterEach(() => {
    proxy.tamper = honest;
  });
  after(async () => {
    await proxy.close();
    await ledger.network.stop();
  });

  const act = () => ledger.register(supplier, buyer, 100n);

  eachDatabase((_, open) => {
    let db: Database;
    let indexer: Indexer | undefined;
    let lines: LogLine[];

    beforeEach(async () => {
      db = await open();
      await migrate(db);
      lines = [];
    });
    afterEach(async () => {
      await indexer?.stop();
      indexer = undefined;
    });

    const follow = async (): Promise<Indexer> => {
      indexer = await index(db, ledger, proxy.rpc, lines);
      return indexer;
    };
    const position = async () => one(await db.query<{ block: bigint }>("select block from mirror.cursor")).block;
    const content = async () => {
      const digests = [];
      for (const table of [...RAW_TABLES, ...PROJECTED_TABLES]) digests.push(await digestOf(db, "mirror", table));
      return digests;
    };

    for (const { lie, kind, tamper } of LIES) {
      it(`halts at ${lie}, keeps the evidence and writes nothing`, async () => {
        await indexAll(db, ledger);
        const before = await content();
        proxy.tamper = tamper;
        const running = await follow();
        await act();
        await until("halted", () => running.status().halted !== undefined);
        const { halted, ready } = running.status();
        expect([halted?.kind, ready]).to.deep.equal([kind, false]);
        const faults = await db.query<object>("select kind, block, expected, found, detail from mirror.faults");
        const { block, expected, found, message } = halted ?? expect.fail();
        expect(faults).to.deep.equal([{ kind, block: BigInt(block), expected, found, detail: message }]);
        expect(expected).to.not.equal(found);
        expect(lines.filter(({ level }) => level === "error")).to.have.lengthOf(1);
        expect(await content()).to.deep.equal(before);
      });
    }

    it("keeps both hashes of a block that was replaced", async () => {
      await indexAll(db, ledger);
      const number = await position();
      const running = await follow();
      await until("ready", () => running.status().ready);
      proxy.tamper = (method, params, result) =>
        method === "eth_getBlockByNumber" && params[0] === "latest" ? { ...(result as RpcBlock), hash: OTHER } : result;
      await until("halted", () => running.status().halted !== undefined);
      const known = one(await db.query<{ hash: Hash }>("select hash from mirror.blocks where number = $1", [number]));
      expect(running.status().halted).to.include({
        kind: "block-replaced",
        expected: known.hash,
        found: OTHER,
        block: Number(number),
      });
    });

    it("notes the same evidence once, however often it is started", async () => {
      await indexAll(db, ledger);
      await act();
      proxy.tamper = receipts(() => []);
      for (let start = 0; start < 2; start++) {
        const running = await follow();
        await until("halted", () => running.status().halted !== undefined);
        await running.stop();
      }
      expect(await db.query("select from mirror.faults")).to.have.lengthOf(1);
    });

    it("goes on from a halt once the node is honest and somebody has looked", async () => {
      proxy.tamper = receipts(() => []);
      const running = await follow();
      await until("halted", () => running.status().halted !== undefined);
      proxy.tamper = honest;
      expect(await running.waitFor(await ledger.head(), 200)).to.equal(false);
      await running.paused(() => Promise.resolve());
      expect(await running.waitFor(await ledger.head(), 10_000)).to.equal(true);
      expect(running.status()).to.not.have.property("halted");
    });

    it("waits, not ready, for a node that has fewer blocks than the mirror but the same ones", async () => {
      await indexAll(db, ledger);
      const running = await follow();
      await until("ready", () => running.status().ready);
      const earlier = `0x${(Number(await position()) - 2).toString(16)}`;
      const block = await ledger.network.rpc.call("eth_getBlockByNumber", [earlier, false]);
      proxy.tamper = (method, params, result) =>
        method === "eth_getBlockByNumber" && params[0] === "latest" ? block : result;
      await until("not ready", () => !running.status().ready);
      expect(running.status().problem).to.match(/behind the mirror/);
      expect(running.status()).to.not.have.property("halted");
      proxy.tamper = honest;
      await until("ready again", () => running.status().ready);
    });

    it("waits for a block that the node has announced and does not have yet", async () => {
      proxy.tamper = on("eth_getBlockReceipts", () => null);
      const running = await follow();
      await until("a problem", () => running.status().problem !== undefined);
      expect(running.status()).to.include({ ready: false }).and.not.have.property("halted");
      proxy.tamper = honest;
      expect(await running.waitFor(await ledger.head(), 10_000)).to.equal(true);
      await until("ready", () => running.status().ready);
    });

    it("waits for a node that does not answer, and says once that it does", async () => {
      const running = await follow();
      await until("ready", () => running.status().ready);
      proxy.tamper = () => undefined;
      await until("a problem", () => running.status().problem !== undefined);
      expect(running.status().ready).to.equal(false);
      await act();
      proxy.tamper = honest;
      expect(await running.waitFor(await ledger.head(), 10_000)).to.equal(true);
      expect(lines.map(({ level }) => level)).to.deep.equal(["warn", "info"]);
    });

    it("refuses to start on another chain, naming both", async () => {
      proxy.tamper = on("eth_chainId", () => "0x7");
      const refused = await follow().catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(ChainError).with.property("code", "wrong-chain-id");
      expect(String(refused)).to.include(String(ledger.network.manifest.chainId)).and.include("7");
    });

    it("refuses contracts whose first blocks the mirror has passed", async () => {
      await indexAll(db, ledger);
      const { manifest } = ledger.network;
      const [first] = manifest.versions;
      const later = { ...first, version: 2, contracts: { ...first.contracts, market: buyer.account } };
      const covered = inSchema(db, "mirror", (q) => coverContracts(q, { ...manifest, versions: [first, later] }));
      expect(await covered.catch((error: unknown) => error)).to.be.instanceOf(VersionMissed);
    });

    it("shows every block soon after it was made, and tells those who wait", async () => {
      const running = await follow();
      const waiting = ledger.head().then((head) => running.waitFor(head + 1, 20_000));
      const id = await act();
      expect(await waiting).to.equal(true);
      expect(await running.waitFor(await ledger.head(), 10_000)).to.equal(true);
      expect(await db.query("select from mirror.claims where id = $1", [id])).to.have.lengthOf(1);
      expect(await running.waitFor((await ledger.head()) + 1_000, 20)).to.equal(false);
    });

    it("lets nobody wait for an indexer that has stopped", async () => {
      const running = await follow();
      const waiting = running.waitFor(1_000_000, 60_000);
      await running.stop();
      expect([await waiting, await running.waitFor(1_000_000, 60_000)]).to.deep.equal([false, false]);
    });

    it("goes on where it was stopped, and comes to the same rows", async () => {
      const running = await follow();
      await running.waitFor(ledger.network.version.deployBlock + 3, 10_000);
      await running.stop();
      await act();
      await indexAll(db, ledger);
      const whole = await open();
      await migrate(whole);
      await indexAll(whole, ledger);
      const mine = await content();
      for (const table of [...RAW_TABLES, ...PROJECTED_TABLES]) {
        expect(mine).to.deep.include(await digestOf(whole, "mirror", table));
      }
    });

    it("writes a block as a whole or not at all, and once, wherever it is cut off", async () => {
      const { rpc, manifest } = ledger.network;
      await inSchema(db, "mirror", (q) => coverContracts(q, manifest));
      let cut = 1;
      for (; ; cut++) {
        const follower = new Follower(cutOff(db, cut), rpc, manifest, () => undefined);
        const done = await stepToEnd(follower).then(
          () => true,
          () => false,
        );
        if (done) break;
      }
      expect(cut, "moments at which it was cut off").to.be.greaterThan(30);
      expect(await position()).to.equal(BigInt(await ledger.head()));
      const whole = await open();
      await migrate(whole);
      await indexAll(whole, ledger);
      const mine = await content();
      for (const table of [...RAW_TABLES, ...PROJECTED_TABLES]) {
        expect(mine).to.deep.include(await digestOf(whole, "mirror", table));
      }
    });

    it("does not write twice what another indexer has written meanwhile", async () => {
      const [one_, two] = await Promise.all([index(db, ledger), index(db, ledger)]);
      for (let i = 0; i < 5; i++) await act();
      const head = await ledger.head();
      expect(await Promise.all([one_.waitFor(head, 20_000), two.waitFor(head, 20_000)])).to.deep.equal([true, true]);
      expect([one_.status().halted, two.status().halted]).to.deep.equal([undefined, undefined]);
      await Promise.all([one_.stop(), two.stop()]);
    });
  });
});

async function stepToEnd(follower: Follower): Promise<void> {
  for (;;) {
    const head = await follower.step();
    if (head && follower.position === head.number) return;
  }
}

/** The database, until the process is "killed": at the n-th of all the moments before and after its statements. */
function cutOff(db: Database, cut: number): Database {
  let moments = 0;
  const moment = (): void => {
    if (++moments === cut) throw new DatabaseUnavailable("cut off", {});
  };
  const guard = async <T>(run: () => Promise<T>): Promise<T> => {
    moment();
    const result = await run();
    moment();
    return result;
  };
  return {
    kind: db.kind,
    query: (sql, params) => guard(() => db.query(sql, params)),
    tx: (fn, options) =>
      guard(() =>
        db.tx(
          (q) => fn({ query: (sql, params) => guard(() => q.query(sql, params)), script: (sql) => q.script(sql) }),
          options,
        ),
      ),
    close: () => db.close(),
  };
}
