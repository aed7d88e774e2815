import { expect } from "chai";
import fc from "fast-check";
import { JsonRpcProvider } from "ethers";
import type { RunningNode } from "../../../services/node/start.ts";
import {
  batch,
  blockAt,
  CHAIN_ID,
  cleanUp,
  eventually,
  mined,
  newHome,
  newWallet,
  readJournal,
  receiptOf,
  result,
  send,
  sign,
  start,
} from "./support.ts";
import type { Block } from "./support.ts";

/** Initcode that writes 40 storage slots: about 940,000 gas. */
const BUSY = `0x${Array.from({ length: 40 }, (_, key) => `600160${key.toString(16).padStart(2, "0")}55`).join("")}`;

describe("the embedded node's blocks", () => {
  let node: RunningNode;
  let home: string;

  before(async () => {
    home = await newHome();
    node = await start({ home });
  });
  after(cleanUp);

  it("take a transaction of an account that owns nothing", async () => {
    const wallet = newWallet();
    const hash = await send(node, await sign(wallet, 0));
    const receipt = await mined(node, hash);
    expect(receipt.status).to.equal("0x1");
    expect(await result(node, "eth_getBalance", [wallet.address])).to.equal("0x0");
  });

  for (const [name, type] of [
    ["legacy", 0],
    ["access list", 1],
    ["dynamic fee", 2],
  ] as const) {
    it(`take ${name} transactions`, async () => {
      const fees = type === 2 ? { gasPrice: null, maxFeePerGas: 0, maxPriorityFeePerGas: 0 } : {};
      const hash = await send(node, await sign(newWallet(), 0, { type, ...fees }));
      expect((await mined(node, hash)).status).to.equal("0x1");
    });
  }

  it("serve ethers' own wallet and provider without special settings", async () => {
    const provider = new JsonRpcProvider(node.url, CHAIN_ID, { staticNetwork: true, pollingInterval: 20 });
    const wallet = newWallet().connect(provider);
    const sent = await wallet.sendTransaction({ to: wallet.address });
    const receipt = await sent.wait();
    provider.destroy();
    expect(receipt?.status).to.equal(1);
  });

  it("leave a transaction behind a nonce gap in the pool until the gap is filled", async () => {
    const wallet = newWallet();
    const later = await send(node, await sign(wallet, 1));
    const other = await send(node, await sign(newWallet(), 0));
    await mined(node, other);
    expect(await receiptOf(node, later)).to.equal(null);
    expect(await result(node, "eth_getTransactionByHash", [later])).to.include({ hash: later, blockHash: null });
    const journalled = (await readJournal(home)).flatMap((record) =>
      record.kind === "block" ? record.transactions : [],
    );
    expect(journalled).not.to.include(await sign(wallet, 1));
    const first = await send(node, await sign(wallet, 0));
    expect((await mined(node, later)).blockNumber).to.equal((await mined(node, first)).blockNumber);
  });

  it("show a waiting transaction as they show it once mined, but for its place", async () => {
    for (const overrides of [{}, { type: 2, gasPrice: null, maxFeePerGas: 0, maxPriorityFeePerGas: 0 }]) {
      const wallet = newWallet();
      const hash = await send(node, await sign(wallet, 1, { data: "0x010203", ...overrides }));
      const waiting = await result<Record<string, unknown>>(node, "eth_getTransactionByHash", [hash]);
      await send(node, await sign(wallet, 0));
      await mined(node, hash);
      const placed = await result<Record<string, unknown>>(node, "eth_getTransactionByHash", [hash]);
      const { blockHash, blockNumber, transactionIndex, chainId, ...rest } = waiting;
      expect([blockHash, blockNumber, transactionIndex]).to.deep.equal([null, null, null]);
      expect(chainId).to.equal(`0x${CHAIN_ID.toString(16)}`);
      expect(placed).to.deep.include(rest);
    }
  });

  it("count waiting transactions in the pending nonce, up to the first gap", async () => {
    const slow = await start({ home: await newHome(), blockPeriodMs: 60_000 });
    const wallet = newWallet();
    for (const nonce of [0, 1, 3]) await send(slow, await sign(wallet, nonce));
    expect(await result(slow, "eth_getTransactionCount", [wallet.address, "pending"])).to.equal("0x2");
    expect(await result(slow, "eth_getTransactionCount", [wallet.address, "latest"])).to.equal("0x0");
    const other = newWallet();
    await mined(node, await send(node, await sign(other, 0)));
    expect(await result(node, "eth_getTransactionCount", [other.address, "pending"])).to.equal("0x1");
    expect(await result(node, "eth_getTransactionCount", [newWallet().address, "pending"])).to.equal("0x0");
  });

  it("keep the base fee at zero after full blocks", async () => {
    const small = await start({ home: await newHome(), blockGasLimit: 1_000_000 });
    for (let round = 0; round < 3; round += 1) {
      const hash = await send(small, await sign(newWallet(), 0, { to: null, data: BUSY, gasLimit: 1_000_000 }));
      const block = await blockAt(small, (await mined(small, hash)).blockNumber);
      expect(Number(block.gasUsed)).to.be.above(900_000);
      expect(block.baseFeePerGas).to.equal("0x0");
    }
    expect((await blockAt(small, "latest")).baseFeePerGas).to.equal("0x0");
  });

  it("come without transactions when none arrive, so that time passes", async () => {
    const beating = await start({ home: await newHome(), heartbeatMs: 1000 });
    const [first, third] = [
      await eventually(async () => await result<Block | null>(beating, "eth_getBlockByNumber", ["0x1", false])),
      await eventually(async () => await result<Block | null>(beating, "eth_getBlockByNumber", ["0x3", false])),
    ];
    expect(third.transactions).to.deep.equal([]);
    expect(Number(third.timestamp)).to.be.above(Number(first.timestamp));
  });

  it("never go back in time, and lie within the second they were sealed in", async () => {
    const before = Math.floor(Date.now() / 1000);
    const wallet = newWallet();
    const hashes: string[] = [];
    for (let nonce = 0; nonce < 6; nonce += 1) {
      hashes.push(await send(node, await sign(wallet, nonce)));
      await mined(node, hashes.at(-1) ?? "");
    }
    const receipts = await Promise.all(hashes.map((hash) => mined(node, hash)));
    const blocks = await Promise.all(receipts.map(({ blockNumber }) => blockAt(node, blockNumber)));
    const times = blocks.map(({ timestamp }) => Number(timestamp));
    expect(new Set(receipts.map(({ blockNumber }) => blockNumber)).size).to.equal(6);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(times[0]).to.be.at.least(before);
    expect(times.at(-1)).to.be.at.most(Math.floor(Date.now() / 1000));
  });

  it("order many senders' transactions as they arrived, whatever the mix", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 25 }), async (order) => {
        const wallets = [newWallet(), newWallet(), newWallet(), newWallet()] as const;
        const nonces = [0, 0, 0, 0];
        const raws: string[] = [];
        for (const index of order) {
          const nonce = nonces[index] ?? 0;
          nonces[index] = nonce + 1;
          raws.push(await sign(wallets[index as 0], nonce));
        }
        const answers = await batch(
          node,
          raws.map((raw) => ["eth_sendRawTransaction", [raw]]),
        );
        const hashes = answers.map((answer) => String(answer.result));
        const receipts = await Promise.all(hashes.map((hash) => mined(node, hash)));
        const places = receipts.map(
          ({ blockNumber, transactionIndex }) => Number(blockNumber) * 1000 + Number(transactionIndex),
        );
        expect(places).to.deep.equal([...places].sort((a, b) => a - b));
      }),
      { numRuns: 8 },
    );
  });
});
