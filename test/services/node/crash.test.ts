import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Wallet } from "ethers";
import type { RunningNode } from "../../../services/node/start.ts";
import { cleanUp, kill, mined, newHome, newWallet, receiptOf, result, send, sign, start } from "./support.ts";
import type { Receipt } from "./support.ts";

const ROUNDS = 5;
const SENDERS = 4;
/** Per round; the kill comes when some but not all of them have a receipt. */
const TRANSACTIONS = 160;

/** Sends in nonce order and notes each receipt seen, until all are seen or the node is gone. */
async function drive(node: RunningNode, wallet: Wallet, seen: Map<string, Receipt>): Promise<void> {
  const first = Number(await result(node, "eth_getTransactionCount", [wallet.address, "latest"]));
  for (let nonce = first; nonce < first + TRANSACTIONS / SENDERS; nonce += 1) {
    const hash = await send(node, await sign(wallet, nonce));
    seen.set(hash, await mined(node, hash));
  }
}

describe("the embedded node, killed under load,", () => {
  after(cleanUp);

  it("has every transaction whose receipt was seen, in the same block, after every restart", async function () {
    this.timeout(120_000);
    const home = await newHome();
    const wallets = Array.from({ length: SENDERS }, newWallet);
    const seen = new Map<string, Receipt>();
    let interrupted = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const node = await start({ home, blockPeriodMs: 1 });
      for (const [hash, receipt] of seen) expect(await receiptOf(node, hash), hash).to.deep.equal(receipt);
      const before = seen.size;
      const enough = before + randomInt(20, TRANSACTIONS - 20);
      const load = Promise.allSettled(wallets.map((wallet) => drive(node, wallet, seen)));
      const finished = load.then(() => true);
      while (seen.size < enough) if (await Promise.race([finished, sleep(1, false)])) break;
      await kill(node);
      const failures = (await load).filter((client) => client.status === "rejected");
      interrupted += failures.length;
    }
    const node = await start({ home });
    for (const [hash, receipt] of seen) expect(await receiptOf(node, hash), hash).to.deep.equal(receipt);
    expect(seen.size, "receipts seen").to.be.at.least(20 * ROUNDS);
    expect(interrupted, "clients cut off at work").to.be.at.least(ROUNDS);
  });
});
