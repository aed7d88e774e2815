import { expect } from "chai";
import { Transaction } from "ethers";
import type { TransactionLike } from "ethers";
import type { RunningNode } from "../../../services/node/start.ts";
import { ask, CHAIN_ID, cleanUp, mined, newHome, newWallet, result, send, sign, start } from "./support.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("the embedded node refuses", () => {
  let node: RunningNode;
  const wallet = newWallet();

  before(async () => {
    node = await start({ home: await newHome(), blockGasLimit: 5_000_000 });
    await mined(node, await send(node, await sign(wallet, 0)));
  });
  after(cleanUp);

  const transactions: [what: string, overrides: TransactionLike, message: string][] = [
    ["another chain's transaction", { chainId: 1 }, `invalid chain id for signer: have 1 want ${CHAIN_ID}`],
    ["a nonce that was used", { nonce: 0 }, "nonce too low: next nonce 1, tx nonce 0"],
    ["a nonce far ahead", { nonce: 1026 }, "nonce too high: next nonce 1, tx nonce 1026"],
    ["more gas than a block has", { gasLimit: 5_000_001 }, "exceeds block gas limit: have 5000001, limit 5000000"],
    ["too little gas to begin", { gasLimit: 20_999 }, "intrinsic gas too low: have 20999, want 21000"],
    [
      "too little gas for its calldata",
      { gasLimit: 21_019, data: "0x0001" },
      "intrinsic gas too low: have 21019, want 21020",
    ],
    ["a gas price", { gasPrice: 1 }, "insufficient funds for gas * price + value: balance 0, tx cost 60000"],
    ["a value", { value: 7 }, "insufficient funds for gas * price + value: balance 0, tx cost 7"],
    [
      "too much initcode",
      { to: null, gasLimit: 4_000_000, data: `0x${"00".repeat(49_153)}` },
      "max initcode size exceeded: code size 49153, limit 49152",
    ],
  ];
  for (const [what, overrides, message] of transactions) {
    it(what, async () => {
      const answer = await ask(node, "eth_sendRawTransaction", [await sign(wallet, 1, overrides)]);
      expect(answer.error).to.deep.equal({ code: -32000, message });
    });
  }

  it("what the engine refuses for the same reason: its own rule on gas agrees to the unit", async () => {
    const cases: TransactionLike[] = [
      { gasLimit: 21_000 },
      { gasLimit: 21_020, data: "0x0001" },
      { gasLimit: 53_022, to: null, data: "0x00ff" },
      {
        gasLimit: 25_300,
        type: 1,
        accessList: [{ address: `0x${"01".repeat(20)}`, storageKeys: [`0x${"02".repeat(32)}`] }],
      },
    ];
    for (const overrides of cases) {
      const sender = newWallet();
      const less = { ...overrides, gasLimit: Number(overrides.gasLimit) - 1 };
      const refused = await ask(node, "eth_sendRawTransaction", [await sign(sender, 0, less)]);
      expect(refused.error?.message, "one less").to.match(/^intrinsic gas too low/);
      await mined(node, await send(node, await sign(sender, 0, overrides)));
    }
  });

  it("a transaction it already has, and another one with the same nonce", async () => {
    const sender = newWallet();
    const gapped = await sign(sender, 5);
    await send(node, gapped);
    expect((await ask(node, "eth_sendRawTransaction", [gapped])).error?.message).to.equal("already known");
    const rival = await sign(sender, 5, { data: "0x01" });
    expect((await ask(node, "eth_sendRawTransaction", [rival])).error?.message).to.match(
      /^replacement transaction underpriced/,
    );
  });

  it("a transaction without replay protection", async () => {
    const unprotected = Transaction.from({
      type: 0,
      gasPrice: 0,
      gasLimit: 21_000,
      to: wallet.address,
      nonce: 1,
      chainId: 0,
    });
    unprotected.signature = wallet.signingKey.sign(unprotected.unsignedHash);
    const answer = await ask(node, "eth_sendRawTransaction", [unprotected.serialized]);
    expect(answer.error?.message).to.equal("only replay-protected (EIP-155) transactions allowed over RPC");
  });

  it("a signature's second form: an s above half the order, by however little", async () => {
    const good = Transaction.from(await sign(wallet, 1));
    const { s } = good.signature ?? expect.fail("not signed");
    for (const high of [ORDER - BigInt(s), ORDER / 2n + 1n]) {
      const raw = good.serialized.replace(s.slice(2), high.toString(16).padStart(64, "0"));
      expect((await ask(node, "eth_sendRawTransaction", [raw])).error?.message).to.match(/^invalid sender: s is not/);
    }
  });

  it("a signature that no key can have made", async () => {
    const forged = Transaction.from(await sign(wallet, 1));
    // 5 is not the x coordinate of a point of the curve.
    const r = `0x${"5".padStart(64, "0")}`;
    forged.signature = { r, s: `0x${"1".padStart(64, "0")}`, v: 27 };
    expect((await ask(node, "eth_sendRawTransaction", [forged.serialized])).error?.message).to.match(/^invalid sender/);
  });

  const bytes: [what: string, raw: unknown, message: RegExp][] = [
    ["no bytes", undefined, /0x and whole bytes/],
    ["half a byte", "0x1", /0x and whole bytes/],
    ["an empty transaction", "0x", /cannot be decoded/],
    ["an empty list", "0xc0", /cannot be decoded/],
    ["a blob transaction", "0x03c0", /transaction type not supported: 3/],
    ["a set-code transaction", "0x04c0", /transaction type not supported: 4/],
    ["more than a mebibyte", `0x${"00".repeat((1 << 20) + 1)}`, /oversized data/],
  ];
  for (const [what, raw, message] of bytes) {
    it(what, async () => {
      expect((await ask(node, "eth_sendRawTransaction", [raw])).error?.message).to.match(message);
    });
  }

  it("an unsigned transaction", async () => {
    const unsigned = Transaction.from({
      chainId: CHAIN_ID,
      type: 0,
      gasPrice: 0,
      gasLimit: 21_000,
      to: wallet.address,
      nonce: 1,
    });
    const answer = await ask(node, "eth_sendRawTransaction", [unsigned.unsignedSerialized]);
    expect(answer.error?.message).to.equal("the transaction is not signed");
  });

  it("without leaving anything behind: the next good transaction is mined at once", async () => {
    expect(await result(node, "eth_getTransactionCount", [wallet.address, "pending"])).to.equal("0x1");
    expect((await mined(node, await send(node, await sign(wallet, 1)))).status).to.equal("0x1");
  });
});
