import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Transaction } from "ethers";
import type { MinedBlock } from "../../../services/node/engine/engine.ts";
import type { BlockRecord } from "../../../services/node/journal/record.ts";
import { Pool } from "../../../services/node/pool/pool.ts";
import type { SignedTransaction } from "../../../services/node/pool/transaction.ts";
import { Sealer } from "../../../services/node/sealer.ts";
import type { Sealable } from "../../../services/node/sealer.ts";
import { eventually } from "./support.ts";

const TIMING = { blockPeriodMs: 1, heartbeatMs: 3_600_000, blockGasLimit: 1000 };

function transaction(from: string, nonce: number): SignedTransaction {
  return { raw: `0x${from}${nonce}0`, hash: `${from}/${nonce}`, from, nonce, gas: 100, decoded: new Transaction() };
}

interface Options {
  readonly headTime?: number;
  readonly refuse?: (raw: string) => boolean;
  readonly failToAppend?: boolean;
  /** What the disk waits for. */
  readonly disk?: Promise<undefined>;
}

/** A chain that only notes what is done to it, in order. */
function chainOf(options: Options = {}): { chain: Sealable; done: string[]; blocks: BlockRecord[] } {
  const done: string[] = [];
  const blocks: BlockRecord[] = [];
  let head: MinedBlock = { number: 4, timestamp: options.headTime ?? now(), hash: "0x4", transactions: [] };
  const chain: Sealable = {
    head,
    replayed: { blocks: 4, transactions: 9 },
    engine: {
      offer: (raw) => {
        if (options.refuse?.(raw)) return Promise.reject(new Error("not this one"));
        done.push(`offer ${raw}`);
        return Promise.resolve();
      },
      mine: async (timestamp) => {
        await sleep(2);
        done.push(`mine ${head.number + 1}`);
        head = { number: head.number + 1, timestamp, hash: `0x${head.number + 1}`, transactions: [] };
        return head;
      },
    },
    journal: {
      appendBlock: async (block) => {
        await options.disk;
        if (options.failToAppend) throw new Error("disk full");
        blocks.push(block);
        done.push(`journal block ${block.number}`);
      },
      appendSealed: ({ number, hash }) => {
        done.push(`journal hash ${number} ${hash}`);
        return Promise.resolve();
      },
    },
  };
  return { chain, done, blocks };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

async function poolOf(...transactions: SignedTransaction[]): Promise<Pool> {
  const pool = new Pool(() => Promise.resolve(0));
  for (const each of transactions) await pool.add(each);
  return pool;
}

const never = (error: unknown): void => expect.fail(String(error));

describe("the sealer", () => {
  let sealer: Sealer | undefined;
  afterEach(() => sealer?.stop());

  it("has a block on the disk before it is mined, and its hash after", async () => {
    const { chain, done } = chainOf();
    const pool = await poolOf(transaction("aa", 0), transaction("bb", 0));
    sealer = new Sealer(chain, pool, TIMING, () => undefined, never);
    sealer.wake();
    await eventually(() => Promise.resolve(pool.size === 0));
    expect(done).to.deep.equal(["offer 0xaa00", "offer 0xbb00", "journal block 5", "mine 5", "journal hash 5 0x5"]);
    expect(sealer.journalled).to.deep.equal({ blocks: 5, transactions: 11 });
  });

  it("mines nothing that it could not write, and stops for good", async () => {
    const { chain, done } = chainOf({ failToAppend: true });
    const pool = await poolOf(transaction("aa", 0));
    const errors: unknown[] = [];
    sealer = new Sealer(
      chain,
      pool,
      TIMING,
      () => undefined,
      (error) => errors.push(error),
    );
    sealer.wake();
    await eventually(() => Promise.resolve(errors.length > 0));
    sealer.wake();
    await sleep(30);
    expect(errors.map(String)).to.deep.equal(["Error: disk full"]);
    expect(done).to.deep.equal(["offer 0xaa00"]);
  });

  it("leaves out, names and forgets what the engine refuses, with what follows it", async () => {
    const { chain, blocks } = chainOf({ refuse: (raw) => raw === "0xaa00" });
    const pool = await poolOf(transaction("aa", 0), transaction("aa", 1), transaction("bb", 0));
    const lines: string[] = [];
    sealer = new Sealer(chain, pool, TIMING, (line) => lines.push(line), never);
    sealer.wake();
    await eventually(() => Promise.resolve(blocks.length === 1 && pool.size === 1));
    expect(blocks[0]?.transactions).to.deep.equal(["0xbb00"]);
    expect(pool.get("aa/0")).to.equal(undefined);
    expect(pool.get("aa/1")).not.to.equal(undefined);
    expect(lines).to.deep.equal(["dropped transaction aa/0, refused by the engine: not this one"]);
  });

  it("never sets a block's time before its parent's, whatever the clock says", async () => {
    const ahead = now() + 5000;
    const { chain, blocks } = chainOf({ headTime: ahead });
    const pool = await poolOf(transaction("aa", 0));
    sealer = new Sealer(chain, pool, TIMING, () => undefined, never);
    sealer.wake();
    await eventually(() => Promise.resolve(blocks.length === 1));
    expect(blocks[0]?.timestamp).to.equal(ahead);
  });

  it("seals an empty block at once if the head is older than the heartbeat, and then rests", async () => {
    const { chain, blocks } = chainOf({ headTime: now() - 7200 });
    sealer = new Sealer(chain, await poolOf(), TIMING, () => undefined, never);
    await eventually(() => Promise.resolve(blocks.length > 0));
    await sleep(50);
    expect(blocks.map(({ number, transactions }) => [number, transactions])).to.deep.equal([[5, []]]);
    expect(blocks[0]?.timestamp).to.be.closeTo(now(), 5);
  });

  it("puts what arrives during a block into the next one", async () => {
    const { chain, blocks } = chainOf();
    const pool = await poolOf(transaction("aa", 0));
    sealer = new Sealer(chain, pool, TIMING, () => undefined, never);
    sealer.wake();
    await eventually(() => Promise.resolve(blocks.length === 1));
    await pool.add(transaction("aa", 1));
    sealer.wake();
    await eventually(() => Promise.resolve(pool.size === 0));
    expect(blocks.map(({ transactions }) => transactions)).to.deep.equal([["0xaa00"], ["0xaa10"]]);
  });

  it("finishes the block at work when it is stopped, and begins no other", async () => {
    const disk = Promise.withResolvers<undefined>();
    const { chain, done } = chainOf({ disk: disk.promise });
    const pool = await poolOf(transaction("aa", 0));
    sealer = new Sealer(chain, pool, TIMING, () => undefined, never);
    sealer.wake();
    await eventually(() => Promise.resolve(done.includes("offer 0xaa00")));
    await pool.add(transaction("aa", 1));
    const stopped = sealer.stop().then(() => done.push("stopped"));
    await sleep(5);
    disk.resolve(undefined);
    await stopped;
    sealer.wake();
    await sleep(20);
    expect(done.slice(-3)).to.deep.equal(["mine 5", "journal hash 5 0x5", "stopped"]);
  });
});
