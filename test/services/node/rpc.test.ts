import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { expect } from "chai";
import { Interface } from "ethers";
import { BATCH_LIMIT } from "../../../services/node/rpc/dispatch.ts";
import { LOG_RANGE_LIMIT } from "../../../services/node/rpc/logs.ts";
import { BODY_LIMIT } from "../../../services/node/rpc/server.ts";
import type { RunningNode } from "../../../services/node/start.ts";
import {
  ask,
  batch,
  blockAt,
  CHAIN_ID,
  cleanUp,
  initcode,
  mined,
  newHome,
  newWallet,
  post,
  result,
  send,
  sign,
  start,
} from "./support.ts";
import type { Receipt, RpcAnswer } from "./support.ts";

/** Code that logs the first word of its calldata under topic 7, and reverts if that word is zero. */
const LOGGER = "0x5f35806009575f5ffd5b5f52600760205fa100";

/** The status of a request with headers that fetch would set itself; without a body it is left unfinished. */
async function statusOf(node: RunningNode, headers: OutgoingHttpHeaders, body?: string): Promise<number | undefined> {
  const type = { "content-type": "application/json" };
  const sent = request(node.url, { method: "POST", headers: { ...type, ...headers } });
  if (body === undefined) sent.flushHeaders();
  else sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  sent.destroy();
  return response.statusCode;
}

describe("the embedded node's RPC", () => {
  let node: RunningNode;

  before(async () => {
    node = await start({ home: await newHome() });
  });
  after(cleanUp);

  for (const method of [
    "evm_mine",
    "evm_setNextBlockTimestamp",
    "evm_increaseTime",
    "evm_snapshot",
    "evm_revert",
    "hardhat_setBalance",
    "hardhat_setCode",
    "hardhat_setStorageAt",
    "hardhat_impersonateAccount",
    "hardhat_dropTransaction",
    "hardhat_reset",
    "debug_traceTransaction",
    "eth_sendTransaction",
    "eth_sign",
    "eth_signTypedData_v4",
    "personal_sign",
    "eth_pendingTransactions",
    "eth_newFilter",
    "eth_subscribe",
    "constructor",
    "__proto__",
    "",
  ]) {
    it(`does not have ${method || "a nameless method"}`, async () => {
      expect((await ask(node, method)).error).to.deep.equal({
        code: -32601,
        message: `the method ${method} does not exist/is not available`,
      });
    });
  }

  it("says what it is", async () => {
    expect(await result(node, "eth_chainId")).to.equal(`0x${CHAIN_ID.toString(16)}`);
    expect(await result(node, "net_version")).to.equal(String(CHAIN_ID));
    expect(await result(node, "web3_clientVersion")).to.match(/^TallystickNode\/@nomicfoundation\/edr\/0\.20\.0\//);
    expect(await result(node, "eth_gasPrice")).to.equal("0x0");
    expect(await result(node, "eth_accounts")).to.deep.equal([]);
    const info = await result(node, "tallystick_nodeInfo");
    expect(info).to.include({ engine: "@nomicfoundation/edr", version: "0.20.0", consensus: "single-operator" });
  });

  describe("takes batches", () => {
    it("and answers each request under its own id, in order", async () => {
      const requests = [
        { jsonrpc: "2.0", id: "a", method: "eth_chainId", params: [] },
        { jsonrpc: "2.0", id: 7, method: "nope" },
        { jsonrpc: "2.0", method: "eth_chainId" },
        "not even an object",
        { jsonrpc: "2.0", id: null, method: "eth_gasPrice" },
      ];
      const answers = (await (await post(node, JSON.stringify(requests))).json()) as RpcAnswer[];
      expect(answers.map(({ id, error }) => [id, error?.code])).to.deep.equal([
        ["a", undefined],
        [7, -32601],
        [null, -32600],
        [null, -32600],
        [null, undefined],
      ]);
    });

    it("of a sender's transactions, in any order", async () => {
      const wallet = newWallet();
      const raws = await Promise.all([2, 1, 0].map((nonce) => sign(wallet, nonce)));
      const answers = await batch(
        node,
        raws.map((raw) => ["eth_sendRawTransaction", [raw]]),
      );
      const receipts = await Promise.all(answers.map((answer) => mined(node, String(answer.result))));
      expect(new Set(receipts.map(({ blockNumber }) => blockNumber)).size).to.equal(1);
    });

    it(`up to ${BATCH_LIMIT} requests`, async () => {
      const calls = Array.from({ length: BATCH_LIMIT }, () => ["net_version", []] as [string, unknown[]]);
      expect(await batch(node, calls)).to.have.length(BATCH_LIMIT);
      const answer = (await batch(node, [...calls, ["net_version", []]])) as unknown as RpcAnswer;
      expect(answer.error)
        .to.include({ code: -32005 })
        .and.have.property("message")
        .that.matches(/exceeds limit/);
    });

    it("but no empty ones", async () => {
      expect(((await (await post(node, "[]")).json()) as RpcAnswer).error?.code).to.equal(-32600);
    });
  });

  it("refuses what is no JSON, or larger than the limit, and goes on", async () => {
    const broken = await post(node, '{"jsonrpc":');
    expect([broken.status, ((await broken.json()) as RpcAnswer).error?.code]).to.deep.equal([400, -32700]);
    const polluted = await post(node, '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","__proto__":{"a":1}}');
    expect(polluted.status).to.equal(400);
    expect(await statusOf(node, { "content-length": String(BODY_LIMIT + 1) })).to.equal(413);
    expect(await result(node, "eth_chainId")).to.equal(`0x${CHAIN_ID.toString(16)}`);
  });

  it("is closed to pages in a browser: no plain text, no foreign host name", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
    expect((await post(node, body, { "content-type": "text/plain" })).status).to.equal(415);
    const preflight = await fetch(node.url, { method: "OPTIONS", headers: { origin: "http://evil.example" } });
    expect(preflight.headers.get("access-control-allow-origin")).to.equal(null);
    expect(await statusOf(node, { host: "evil.example" }, body)).to.equal(403);
    expect(await statusOf(node, { host: "localhost" }, body)).to.equal(200);
  });

  describe("reads", () => {
    let contract: string;
    let block: string;
    let hashes: string[];

    before(async () => {
      const wallet = newWallet();
      const created = await mined(
        node,
        await send(node, await sign(wallet, 0, { to: null, data: initcode(LOGGER), gasLimit: 200_000 })),
      );
      contract = created.contractAddress ?? expect.fail("no contract");
      const word = `0x${"1".padStart(64, "0")}`;
      const raws = await Promise.all(
        [3, 2, 1].map((nonce) => sign(wallet, nonce, { to: contract, data: nonce === 2 ? "0x" : word })),
      );
      const answers = await batch(
        node,
        raws.map((raw) => ["eth_sendRawTransaction", [raw]]),
      );
      hashes = answers.map((answer) => String(answer.result)).reverse();
      block = (await mined(node, hashes[2] ?? "")).blockNumber;
    });

    it("a block's receipts in order, as each by itself, by number, tag and hash", async () => {
      const receipts = await result<Receipt[]>(node, "eth_getBlockReceipts", [block]);
      expect(receipts.map(({ transactionHash }) => transactionHash)).to.deep.equal(hashes);
      expect(receipts.map(({ status }) => status)).to.deep.equal(["0x1", "0x0", "0x1"]);
      expect(receipts[1]).to.deep.equal(await result(node, "eth_getTransactionReceipt", [hashes[1]]));
      const { hash } = await blockAt(node, block);
      expect(await result(node, "eth_getBlockReceipts", [hash])).to.deep.equal(receipts);
      expect(await result(node, "eth_getBlockReceipts", ["latest"])).to.be.an("array");
      expect(await result(node, "eth_getBlockReceipts", ["0xffffff"])).to.equal(null);
    });

    it("logs, over at most the number of blocks that Besu allows", async () => {
      const logs = await result<unknown[]>(node, "eth_getLogs", [
        { address: contract, fromBlock: "0x0", toBlock: "pending" },
      ]);
      expect(logs).to.have.length(2);
      const beyond = `0x${(LOG_RANGE_LIMIT + 1).toString(16)}`;
      const refused = await ask(node, "eth_getLogs", [{ fromBlock: "0x0", toBlock: beyond }]);
      expect(refused.error)
        .to.include({ code: -32005 })
        .and.have.property("message")
        .that.matches(/range limit: 5001 blocks/);
      expect(
        await result(node, "eth_getLogs", [{ fromBlock: "earliest", toBlock: `0x${LOG_RANGE_LIMIT.toString(16)}` }]),
      ).to.be.an("array");
      expect((await ask(node, "eth_getLogs", [{ fromBlock: "soon" }])).error?.message).to.match(/fromBlock/);
    });

    it("the pending block as the latest", async () => {
      const latest = await blockAt(node, "latest");
      expect(await blockAt(node, "pending")).to.deep.equal(latest);
      const clock = { data: "0x425f524360205260405ff3" };
      expect(await result(node, "eth_call", [clock, "pending"])).to.equal(
        await result(node, "eth_call", [clock, "latest"]),
      );
      expect(Number(await result<string>(node, "eth_call", [clock]).then((words) => words.slice(0, 66)))).to.equal(
        Number(latest.timestamp),
      );
      expect(
        Number(await result(node, "eth_estimateGas", [{ to: contract, data: `0x${"01".repeat(32)}` }, "pending"])),
      ).to.be.above(21_000);
    });

    it("reverts with code 3 and the returned bytes, as geth and Besu do", async () => {
      const errors = new Interface(["error Error(string)", "error Custom(uint256)"]);
      const reverting = (data: string): { data: string } => ({ data: initcode(data, "revert") });
      const custom = errors.encodeErrorResult("Custom", [5]);
      const text = errors.encodeErrorResult("Error", ["not today"]);
      expect((await ask(node, "eth_call", [reverting(custom)])).error).to.deep.equal({
        code: 3,
        message: "execution reverted",
        data: custom,
      });
      expect((await ask(node, "eth_estimateGas", [reverting(text)])).error).to.deep.equal({
        code: 3,
        message: "execution reverted: not today",
        data: text,
      });
      const liar = `${text.slice(0, 10)}ff`;
      expect((await ask(node, "eth_call", [reverting(liar)])).error).to.deep.equal({
        code: 3,
        message: "execution reverted",
        data: liar,
      });
    });

    it("with no more gas than a block has, however much is asked for", async () => {
      const gas = { data: "0x5a5f5260205ff3", gas: "0xffffffffff" };
      expect(Number(await result(node, "eth_call", [gas]))).to.be.within(29_000_000, 30_000_000);
      expect(Number(await result(node, "eth_call", [{ ...gas, gas: "0x186a0" }]))).to.be.below(100_000);
    });

    it("proofs of any past block", async () => {
      const proof = await result<{ nonce: string }>(node, "eth_getProof", [contract, [], block]);
      expect(proof.nonce).to.equal("0x1");
      const earlier = await result<{ nonce: string }>(node, "eth_getProof", [contract, [], "0x0"]);
      expect(earlier.nonce).to.equal("0x0");
    });

    it("nothing for bad parameters but an error that says so", async () => {
      for (const [method, params] of [
        ["eth_call", []],
        ["eth_call", ["0x"]],
        ["eth_getLogs", []],
        ["eth_getBlockReceipts", [5]],
        ["eth_getBalance", ["0x12"]],
        ["eth_getTransactionByHash", [{}]],
        ["eth_getTransactionCount", [{}, "pending"]],
      ] as [string, unknown[]][]) {
        expect((await ask(node, method, params)).error?.code, method).to.equal(-32602);
      }
      const named = await post(
        node,
        JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: { a: 1 } }),
      );
      expect(((await named.json()) as RpcAnswer).error?.code).to.equal(-32602);
    });
  });
});
