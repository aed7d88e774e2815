import { expect } from "chai";
import { Transaction } from "ethers";
import fc from "fast-check";
import { Pool, POOL_LIMITS } from "../../../services/node/pool/pool.ts";
import type { SignedTransaction } from "../../../services/node/pool/transaction.ts";
import type { RpcError } from "../../../services/node/rpc/error.ts";

const decoded = new Transaction();

function transaction(from: string, nonce: number, gas = 100, bytes = 10): SignedTransaction {
  return { raw: `0x${"00".repeat(bytes)}`, hash: `${from}/${nonce}`, from, nonce, gas, decoded };
}

async function poolOf(...transactions: SignedTransaction[]): Promise<Pool> {
  const pool = new Pool(() => Promise.resolve(0));
  for (const each of transactions) await pool.add(each);
  return pool;
}

const names = (picked: SignedTransaction[]): string[] => picked.map(({ hash }) => hash);

describe("the pool", () => {
  it("hands out in order of arrival, each sender's in nonce order, and keeps what is behind a gap", async () => {
    const pool = await poolOf(
      transaction("a", 1),
      transaction("b", 0),
      transaction("a", 0),
      transaction("a", 3),
      transaction("c", 0),
    );
    expect(names(pool.pick(1000))).to.deep.equal(["b/0", "a/0", "a/1", "c/0"]);
  });

  it("fills a block by gas allowance, and passes over a sender whose next does not fit", async () => {
    const pool = await poolOf(
      transaction("a", 0, 60),
      transaction("b", 0, 50),
      transaction("b", 1, 1),
      transaction("c", 0, 40),
    );
    expect(names(pool.pick(100))).to.deep.equal(["a/0", "c/0"]);
  });

  it("never keeps the oldest waiting: a transaction as large as a block is first in the next", async () => {
    const pool = await poolOf(transaction("a", 0, 100), transaction("b", 0, 1));
    const first = pool.pick(100);
    expect(names(first)).to.deep.equal(["a/0"]);
    pool.mined(first);
    expect(names(pool.pick(100))).to.deep.equal(["b/0"]);
  });

  it("hands out, block after block, all that has no gap before it, each once", async () => {
    const arrivals = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(6)), { selector: String });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 100, max: 400 }), async (all, gasLimit) => {
        const pool = await poolOf(...all.map(([from, nonce]) => transaction(from, nonce)));
        const mined: SignedTransaction[] = [];
        while (pool.hasReady()) {
          const block = pool.pick(gasLimit);
          expect(block.length).to.be.within(1, gasLimit / 100);
          pool.mined(block);
          mined.push(...block);
        }
        for (const sender of ["a", "b", "c"]) {
          const nonces = new Set(all.filter(([from]) => from === sender).map(([, nonce]) => nonce));
          const run: number[] = [];
          while (nonces.has(run.length)) run.push(run.length);
          expect(mined.filter(({ from }) => from === sender).map(({ nonce }) => nonce)).to.deep.equal(run);
          expect(pool.pendingNonce(sender, 0)).to.equal(run.length);
        }
        expect(pool.size).to.equal(all.length - mined.length);
      }),
    );
  });

  it("asks for a sender's nonce once, and does not believe an answer that is older than a block", async () => {
    const answers: ((nonce: number) => void)[] = [];
    const pool = new Pool(() => new Promise((resolve) => answers.push(resolve)));
    const [first, second] = [pool.add(transaction("a", 0)), pool.add({ ...transaction("a", 0), hash: "late" })];
    answers[0]?.(0);
    await first;
    pool.mined(pool.pick(1000));
    answers[1]?.(0);
    const refused: unknown = await second.catch((error: unknown) => error);
    expect((refused as RpcError).message).to.equal("nonce too low: next nonce 1, tx nonce 0");
    await pool.add(transaction("a", 1));
    expect(answers).to.have.length(2);
  });

  it("forgets a dropped transaction, and what follows it waits", async () => {
    const pool = await poolOf(transaction("a", 0), transaction("a", 1));
    pool.drop(transaction("a", 0));
    expect(pool.hasReady()).to.equal(false);
    expect(pool.pick(1000)).to.deep.equal([]);
    await pool.add(transaction("a", 0));
    expect(names(pool.pick(1000))).to.deep.equal(["a/0", "a/1"]);
  });

  it("is full at its number of transactions, and has room again once they are mined", async () => {
    const pool = new Pool(() => Promise.resolve(0));
    const senders = Array.from({ length: POOL_LIMITS.transactions }, (_, index) => `sender ${index}`);
    for (const sender of senders) await pool.add(transaction(sender, 0));
    const refused: unknown = await pool.add(transaction("one more", 0)).catch((error: unknown) => error);
    expect(refused).to.include({ code: -32005, message: "txpool is full" });
    pool.mined(senders.slice(0, 1).map((sender) => transaction(sender, 0)));
    await pool.add(transaction("one more", 0));
  });

  it("is full at its number of bytes", async () => {
    const pool = new Pool(() => Promise.resolve(0));
    const large = POOL_LIMITS.bytes / 4;
    for (let nonce = 0; nonce < 3; nonce += 1) await pool.add(transaction("a", nonce, 100, large));
    const refused: unknown = await pool.add(transaction("a", 3, 100, large)).catch((error: unknown) => error);
    expect(refused).to.include({ code: -32005, message: "txpool is full" });
  });
});
