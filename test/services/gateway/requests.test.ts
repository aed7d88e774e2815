import { request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import type { FastifyReply, FastifyRequest } from "fastify";

import { shed } from "../../../services/gateway/plugins/pressure.ts";
import { Problem } from "../../../services/gateway/problems/problem.ts";
import { bearer, KEY, openHarness } from "./support/app.ts";
import type { Harness } from "./support/app.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

/** What comes back when bytes are written to the server as they are. */
async function raw(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    answer += text;
  });
  for (const piece of pieces) socket.write(piece);
  return new Promise((resolve, reject) => {
    socket.on("close", () => {
      resolve(answer);
    });
    socket.on("error", reject);
  });
}

async function listening(harness: Harness): Promise<number> {
  await harness.app.listen({ host: "127.0.0.1", port: 0 });
  return (harness.app.server.address() as { port: number }).port;
}

describe("Requests have names", () => {
  let harness: Harness;
  before(async () => {
    harness = await openHarness();
  });
  after(() => harness.app.close());

  const lineOf = (requestId: unknown) =>
    harness.lines().find((line) => line["requestId"] === requestId && line["msg"] === "answered");

  it("their own, fresh and unlike any other, unless the caller's is one", async () => {
    const idFor = async (given: Record<string, string>) =>
      (await harness.app.inject({ url: "/health", headers: given })).headers["x-request-id"];
    expect(await idFor({ "x-request-id": "order-7.a:b_c" })).to.equal("order-7.a:b_c");
    const ids = [await idFor({}), await idFor({})];
    for (const bad of ["", " ", "a b", "x".repeat(65), '"}', "<script>"])
      ids.push(await idFor({ "x-request-id": bad }));
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("that of their trace, where W3C Trace Context says one, and a span of their own", async () => {
    const traceIn = async (traceparent: string) => {
      const { headers } = await harness.app.inject({ url: "/health", headers: { traceparent } });
      const line = lineOf(headers["x-request-id"]);
      const [version, trace, span, flags] = String(headers["traceparent"]).split("-");
      expect([version, trace, span]).to.deep.equal(["00", line?.["traceId"], line?.["spanId"]]);
      expect(span)
        .to.match(/^[0-9a-f]{16}$/)
        .and.not.to.equal(PARENT);
      return { trace, flags, parent: line?.["parentId"] };
    };
    const known = { trace: TRACE, parent: PARENT };
    expect(await traceIn(`00-${TRACE}-${PARENT}-01`)).to.deep.equal({ ...known, flags: "01" });
    expect(await traceIn(`cc-${TRACE}-${PARENT}-fe-later-version`)).to.deep.equal({ ...known, flags: "00" });
    const fresh = new Set<unknown>();
    for (const bad of ["", `ff-${TRACE}-${PARENT}-01`, `00-${"0".repeat(32)}-${PARENT}-01`, `00-${TRACE}-xyz-01`]) {
      const { trace, flags, parent } = await traceIn(bad);
      expect([flags, parent], bad).to.deep.equal(["00", undefined]);
      expect(trace)
        .to.match(/^[0-9a-f]{32}$/)
        .and.not.to.equal(TRACE);
      fresh.add(trace);
    }
    expect(fresh.size).to.equal(4);
  });

  it("both in the answer to what no route takes, too", async () => {
    for (const url of ["/v1/parties/%zz", "/nothing", "/v1/me"]) {
      const { headers } = await harness.app.inject({ url, headers: { traceparent: `00-${TRACE}-${PARENT}-00` } });
      expect(headers["traceparent"], url).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
      expect(headers["x-request-id"], url).to.be.a("string");
    }
  });

  it("and one line each: who, what, how it ended", async () => {
    const { headers } = await harness.app.inject({ url: "/v1/me?x=secret", headers: bearer() });
    const line = lineOf(headers["x-request-id"]);
    expect(line).to.include({ method: "GET", route: "/v1/me", path: "/v1/me", status: 400, user: "u1" });
    expect(harness.log()).not.to.contain("secret");
  });

  it("with the path where its parameters are ids, else only the route", async () => {
    const pathIn = async (url: string) => {
      const { headers } = await harness.app.inject({ url, headers: bearer() });
      const line = lineOf(headers["x-request-id"]);
      return [line?.["route"], line?.["path"]];
    };
    const claim = `/v1/receivables/0x${"ab".repeat(32)}`;
    expect(await pathIn(claim)).to.deep.equal(["/v1/receivables/:id", claim]);
    expect(await pathIn("/v1/asks/7")).to.deep.equal(["/v1/asks/:id", "/v1/asks/7"]);
    for (const sent of ["DE89370400440532013000", "Harbour", "%0a7", "7%20"]) {
      expect(await pathIn(`/v1/asks/${sent}`), sent).to.deep.equal(["/v1/asks/:id", undefined]);
    }
    expect(await pathIn("/nothing/7")).to.deep.equal([undefined, undefined]);
  });

  it("an answer with business in it is not stored by any cache", async () => {
    const { headers } = await harness.app.inject({ url: "/v1/me", headers: bearer() });
    expect(headers["cache-control"]).to.equal("no-store");
  });
});

describe("Nothing secret is logged, at any level", () => {
  it("neither keys nor headers, queries, bodies or what is not HTTP", async () => {
    const harness = await openHarness();
    const port = await listening(harness);
    const canary = "c4nary";
    const headers = { ...bearer(), "content-type": "application/json", "x-secret": canary, cookie: canary };
    const { app } = harness;
    app.log.trace("the harness logs at trace level");
    await app.inject({ url: `/v1/cash?iban=${canary}`, headers });
    await app.inject({ url: `/${canary} %e2%80%ae`, headers });
    await app.inject({ method: "POST", url: "/v1/quotes", headers, payload: `{"${canary}":"${canary}"}` });
    await app.inject({ method: "POST", url: "/v1/quotes", headers, payload: `{"${canary}` });
    await app.inject({ url: "/v1/me", headers: bearer(`tsk_01234567_${canary}${"x".repeat(26)}`) });
    harness.answer = () => {
      throw new Error("the database fell over");
    };
    await app.inject({ url: "/v1/cash", headers });
    await raw(port, `GET /v1/me HTTP/1.1\r\nAuthorization: Bearer ${KEY}\r\nBad Header: ${canary}\r\n\r\n`);
    await app.close();
    const log = harness.log();
    expect(log).to.contain("the harness logs at trace level").and.to.contain("the database fell over");
    const lines = log.split("\n").filter((line) => line.includes(canary) || line.includes(KEY));
    expect(lines).to.deep.equal([]);
  });
});

describe("Requests are counted before anything is looked up", () => {
  const LIMIT = 20;
  let harness: Harness;
  beforeEach(async () => {
    harness = await openHarness({ rateLimit: LIMIT });
  });
  afterEach(() => harness.app.close());

  const get = async (headers: Record<string, string>, remoteAddress = "10.0.0.1") =>
    harness.app.inject({ url: "/v1/me", headers, remoteAddress });

  it("by API key, with the headers of the draft and Retry-After", async () => {
    const first = await get(bearer());
    expect(first.headers).to.include({ "ratelimit-limit": "2", "ratelimit-remaining": "1" });
    const second = await get(bearer());
    expect(second.headers).to.include({ "ratelimit-limit": "20", "ratelimit-remaining": "19" });
    for (let sent = 1; sent < LIMIT; sent += 1) expect((await get(bearer())).statusCode).to.equal(200);
    const over = await get(bearer());
    expect([over.statusCode, over.json<{ code: string }>().code]).to.deep.equal([429, "too-many-requests"]);
    expect(Number(over.headers["retry-after"])).to.be.within(1, 60);
    expect(over.headers["content-type"]).to.equal("application/problem+json; charset=utf-8");
  });

  it("by address without a valid key: made-up keys buy neither requests nor look-ups", async () => {
    const codes: number[] = [];
    for (let at = 0; at < 10; at += 1) {
      codes.push((await get(bearer(`tsk_01234567_${String(at).repeat(32)}`))).statusCode);
    }
    expect(codes).to.deep.equal([401, 401, 429, 429, 429, 429, 429, 429, 429, 429]);
    expect(harness.asked.length).to.equal(2);
    expect((await get(bearer(), "10.0.0.2")).statusCode).to.equal(200);
  });

  it("what is not there counts too", async () => {
    const codes: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      codes.push((await harness.app.inject({ url: "/v1/nothing", remoteAddress: "10.0.0.3" })).statusCode);
    }
    expect(codes).to.deep.equal([404, 404, 429, 429]);
  });
});

describe("Connections", () => {
  it("a body that trickles in is cut off with 408, and keeps nobody else waiting", async function () {
    this.timeout(15_000);
    const harness = await openHarness({ requestTimeout: 500 });
    const port = await listening(harness);
    const post = `POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n`;
    const slow = raw(port, `${post}Authorization: Bearer ${KEY}\r\n\r\n`, "{");
    expect((await fetch(`http://127.0.0.1:${String(port)}/health`)).status).to.equal(200);
    expect(await slow)
      .to.match(/^HTTP\/1\.1 408/)
      .and.to.contain('"code":"request-timeout"');
    expect(await raw(port, `${post}\r\n`, "{")).to.match(/^HTTP\/1\.1 401/);
    const silent = await raw(port, "POST /health HTTP/1.1\r\nHost: x\r\n");
    expect(silent)
      .to.match(/^HTTP\/1\.1 408/)
      .and.to.contain('"code":"request-timeout"');
    expect(silent).to.contain("Content-Type: application/problem+json");
    await harness.app.close();
  });

  it("what is not HTTP, and headers that do not end, are answered as problems", async () => {
    const harness = await openHarness();
    const port = await listening(harness);
    expect(await raw(port, "HELLO\r\n\r\n"))
      .to.match(/^HTTP\/1\.1 400/)
      .and.to.contain('"code":"bad-request"');
    const long = await raw(port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(long)
      .to.match(/^HTTP\/1\.1 431/)
      .and.to.contain('"code":"headers-too-large"');
    await harness.app.close();
  });

  it("what is under way when the server stops is finished, and then nobody is let in", async () => {
    const harness = await openHarness();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    harness.app.get("/slow", async () => {
      arrived();
      await held;
      return { done: true };
    });
    const port = await listening(harness);
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest({ port, host: "127.0.0.1", path: "/slow" }, resolve).on("error", reject).end();
    });
    await inside;
    const closed = harness.app.close();
    release();
    expect((await answer).statusCode).to.equal(200);
    await closed;
    const refused = await fetch(`http://127.0.0.1:${String(port)}/health`).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Error);
  });

  it("a server that stops says so before it takes no more connections", async () => {
    const harness = await openHarness();
    const seen: unknown[] = [];
    harness.app.addHook("preClose", async () => {
      const probe = await fetch(`http://127.0.0.1:${String(port)}/ready`);
      const { reasons } = (await probe.json()) as { reasons: string[] };
      seen.push(probe.status, probe.headers.get("connection"), reasons[0]);
    });
    const port = await listening(harness);
    await harness.app.close();
    expect(seen).to.deep.equal([503, "close", "the service is stopping"]);
  });
});

describe("Under pressure", () => {
  const request = (roles?: string[]) => ({ routeOptions: { config: { roles } } }) as unknown as FastifyRequest;
  const reply = { header: () => undefined } as unknown as FastifyReply;

  it("work is refused early, probes are not, and an unmeasured delay refuses nothing", async () => {
    const refused = await shed(request([]), reply, "eventLoopDelay", 3000).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Problem).with.property("code", "not-ready");
    await shed(request(), reply, "eventLoopDelay", 3000);
    await shed(request([]), reply, "eventLoopDelay", Infinity);
  });
});
