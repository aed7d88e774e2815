import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { Rpc } from "../../../services/chain/rpc.ts";
import { RpcError, RpcNoAnswer } from "../../../services/chain/rpcError.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

type Answer = (body: Request | Request[], response: ServerResponse) => void;

const fails = async (work: Promise<unknown>): Promise<unknown> => {
  const outcome: unknown = await work.catch((error: unknown) => error);
  return outcome;
};

describe("JSON-RPC", () => {
  let server: Server;
  let url: string;
  let answer: Answer;

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        answer(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/canary-token`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const answering = (make: (request: Request) => object): Answer => {
    return (body, response) => {
      response.end(JSON.stringify(Array.isArray(body) ? body.map(make) : make(body)));
    };
  };

  it("sends a call and gives its result, null included", async () => {
    answer = answering(({ id, method, params }) => ({ jsonrpc: "2.0", id, result: [method, ...params] }));
    expect(await new Rpc(url).call("eth_some", [1, "two"])).to.deep.equal(["eth_some", 1, "two"]);
    answer = answering(({ id }) => ({ jsonrpc: "2.0", id, result: null }));
    expect(await new Rpc(url).call("eth_none")).to.equal(null);
  });

  it("throws the node's error with its code and revert data, wherever the node puts it", async () => {
    for (const data of ["0xab12", { data: "0xab12" }, { message: "reverted", data: { data: "0xab12" } }]) {
      answer = answering(({ id }) => ({ jsonrpc: "2.0", id, error: { code: 3, message: "execution reverted", data } }));
      const error = await fails(new Rpc(url).call("eth_call"));
      expect(error).to.be.instanceOf(RpcError);
      expect(error).to.include({
        code: 3,
        data: "0xab12",
        method: "eth_call",
        message: "eth_call: execution reverted",
      });
    }
    for (const data of [undefined, null, "Reverted 0x", 7, "0xabc"]) {
      answer = answering(({ id }) => ({ jsonrpc: "2.0", id, error: { code: -32000, message: "no", data } }));
      expect(await fails(new Rpc(url).call("eth_call"))).to.include({ code: -32000, data: undefined });
    }
  });

  it("answers a batch in its order, each call by itself, however the node orders it", async () => {
    answer = (body, response) => {
      const answers = (body as Request[]).map(({ id, params: [value] }) =>
        value === 2 ? { id, error: { code: 1, message: "two" } } : { id, result: value },
      );
      response.end(JSON.stringify(answers.toReversed()));
    };
    const answers = await new Rpc(url).batch<number>([1, 2, 3].map((value) => ({ method: "m", params: [value] })));
    expect(answers.map((a) => (a.ok ? a.result : a.error.message))).to.deep.equal([1, "m: two", 3]);
  });

  it("splits a batch beyond 1000 calls and joins the answers", async () => {
    const sizes: number[] = [];
    answer = (body, response) => {
      sizes.push((body as Request[]).length);
      response.end(JSON.stringify((body as Request[]).map(({ id, params: [value] }) => ({ id, result: value }))));
    };
    const values = Array.from({ length: 2001 }, (_, at) => at);
    const answers = await new Rpc(url).batch<number>(values.map((value) => ({ method: "m", params: [value] })));
    expect(sizes).to.deep.equal([1000, 1000, 1]);
    expect(answers.map((a) => (a.ok ? a.result : undefined))).to.deep.equal(values);
    expect(await new Rpc(url).batch([])).to.deep.equal([]);
  });

  it("says that it does not know when a call of a batch got no answer", async () => {
    answer = (body, response) => {
      response.end(JSON.stringify((body as Request[]).slice(1).map(({ id }) => ({ id, result: 1 }))));
    };
    const calls = ["a", "b"].map((method) => ({ method, params: [] }));
    const [first, second] = await new Rpc(url).batch(calls);
    expect(first?.ok === false && first.error)
      .to.be.instanceOf(RpcNoAnswer)
      .and.include({ method: "a" });
    expect(second).to.deep.equal({ ok: true, result: 1 });
  });

  it("throws the error by which a node refuses a whole batch", async () => {
    answer = (_, response) => {
      response.end(JSON.stringify({ id: null, error: { code: -32005, message: "batch too large" } }));
    };
    const error = await fails(new Rpc(url).batch([{ method: "a", params: [] }]));
    expect(error).to.be.instanceOf(RpcError).and.include({ code: -32005 });
  });

  it("knows nothing when the node does not answer in time", async () => {
    answer = () => undefined;
    const error = await fails(new Rpc(url, { timeoutMs: 50 }).call("eth_sendRawTransaction", ["0x"]));
    expect(error).to.be.instanceOf(RpcNoAnswer).and.include({ reason: "timeout", method: "eth_sendRawTransaction" });
  });

  it("knows nothing when the node cuts the answer off, is away, fails, or talks nonsense", async () => {
    const cases: [RpcNoAnswer["reason"], Answer][] = [
      ["unreachable", (_, response) => response.socket?.destroy()],
      [
        "unreachable",
        (_, response) => {
          response.writeHead(200, { "content-length": "100" }).write("{");
          response.socket?.end();
        },
      ],
      ["status", (_, response) => response.writeHead(502).end("{}")],
      ["malformed", (_, response) => response.end("<html>")],
      ["malformed", (_, response) => response.end("[]")],
      ["malformed", (_, response) => response.end("null")],
    ];
    for (const [reason, how] of cases) {
      answer = how;
      expect(await fails(new Rpc(url).call("m")))
        .to.be.instanceOf(RpcNoAnswer)
        .and.include({ reason });
    }
    expect(await fails(new Rpc("http://127.0.0.1:1/").call("m"))).to.include({ reason: "unreachable" });
  });

  it("shows neither the path of the address nor credentials in it", async () => {
    answer = (_, response) => response.socket?.destroy();
    const error = (await fails(new Rpc(url).call("m"))) as RpcNoAnswer;
    expect(error.message).not.to.include("canary");
    expect(() => new Rpc("http://user:canary@127.0.0.1:1/"))
      .to.throw(TypeError)
      .and.not.match(/canary/);
  });
});
