import { expect } from "chai";
import type { LightMyRequestResponse } from "fastify";
import { Type } from "typebox";

import { PROBLEMS } from "../../../services/gateway/problems/codes.ts";
import { DatabaseUnavailable, OutcomeUnknown } from "../../../services/store/errors.ts";
import { RpcNoAnswer } from "../../../services/chain/rpcError.ts";
import { bearer, openHarness } from "./support/app.ts";
import type { Harness } from "./support/app.ts";

/** An RFC 9457 answer: its media type, and the members that every problem has. */
function problemIn(response: LightMyRequestResponse): { status: number; code: string; detail: string; field?: string } {
  expect(response.headers["content-type"]).to.equal("application/problem+json; charset=utf-8");
  const body = response.json<{ status: number; code: keyof typeof PROBLEMS; detail: string; field?: string }>();
  expect(body).to.include.keys("type", "title", "status", "code", "detail", "requestId");
  expect(body).to.include({ type: `/problems/${body.code}`, title: PROBLEMS[body.code].title });
  expect(body.status).to.equal(response.statusCode).and.to.equal(PROBLEMS[body.code].status);
  expect(body).to.have.property("requestId", response.headers["x-request-id"]);
  return body;
}

describe("Every refusal is a problem of the closed list", () => {
  let harness: Harness;
  /** What the test's own route throws. */
  let thrown: unknown;
  before(async () => {
    harness = await openHarness({ rateLimit: 1_000_000 });
    const { app } = harness;
    app.get("/v1/throw", { config: { roles: [] } }, async () => {
      throw thrown as Error;
    });
    const answer = { response: { 200: Type.Object({ n: Type.Integer() }) } };
    app.get("/v1/unserialisable", { config: { roles: [] }, schema: answer }, async () => ({}) as { n: number });
    app.get("/v1/cyclic", { config: { roles: [] } }, async () => {
      const cyclic: { self?: object } = {};
      cyclic.self = cyclic;
      return cyclic;
    });
  });
  after(() => harness.app.close());

  const send = async (
    method: "GET" | "POST" | "DELETE" | "OPTIONS",
    url: string,
    headers = {},
    body?: string | Buffer,
  ) => harness.app.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
  const post = async (body: string | Buffer, headers = {}) =>
    send("POST", "/v1/quotes", { ...bearer(), "content-type": "application/json", ...headers }, body);

  it("404 for what is not there, with and without a key", async () => {
    for (const url of ["/nothing", "/v1/nothing", "/v1", "/v1/asks/1/2", "/docs/nothing"]) {
      expect(problemIn(await send("GET", url)).code, url).to.equal("not-found");
      expect(problemIn(await send("GET", url, bearer())).code, url).to.equal("not-found");
    }
  });

  it("405 with Allow for another method of what is there", async () => {
    const answer = await send("DELETE", "/v1/parties", bearer());
    expect(problemIn(answer).code).to.equal("method-not-allowed");
    expect(answer.headers["allow"]).to.equal("GET, HEAD, POST");
    expect((await send("OPTIONS", `/v1/receivables/0x${"1".repeat(64)}/transfers`)).headers["allow"]).to.equal("POST");
    expect((await send("POST", "/health", { "content-type": "application/json" }, "{}")).headers["allow"]).to.equal(
      "GET, HEAD",
    );
  });

  it("400 for an address that is none, 414 for one that is too long", async () => {
    expect(problemIn(await send("GET", "/v1/parties/%zz")).code).to.equal("bad-request");
    expect(problemIn(await send("GET", `/v1/parties/${"1".repeat(201)}`)).code).to.equal("uri-too-long");
  });

  it("401 before anything of the body is read, 403 for the wrong role", async () => {
    const answer = await send("POST", "/v1/quotes", { "content-type": "application/json" }, "not JSON");
    expect(problemIn(answer).code).to.equal("unauthenticated");
    expect(answer.headers["www-authenticate"]).to.equal("Bearer");
    for (const authorization of [
      "Bearer",
      "Bearer ",
      "Basic QTpC",
      "tsk_",
      "Bearer a b",
      "Bearer tsk_01234567_short",
    ]) {
      expect(problemIn(await send("GET", "/v1/me", { authorization })).code, authorization).to.equal("unauthenticated");
    }
    const admission = await send(
      "POST",
      "/v1/parties",
      { ...bearer(), "content-type": "application/json" },
      "not JSON",
    );
    expect(problemIn(admission).code).to.equal("forbidden");
  });

  it("what cannot be a key is not looked up", async () => {
    harness.asked.length = 0;
    await send("GET", "/v1/me", { authorization: "Bearer hunter2" });
    expect(harness.asked).to.deep.equal([]);
  });

  it("413 for a body above its limit: 64 kilobytes for an act, ten megabytes for a document", async () => {
    expect(problemIn(await post(`"${"x".repeat(64 * 1024)}"`)).code).to.equal("too-large");
    const xml = { ...bearer(), "content-type": "application/xml", "idempotency-key": "k" };
    const megabyte = Buffer.alloc(1024 * 1024, "<");
    expect(problemIn(await send("POST", "/v1/receivables", xml, megabyte)).code).not.to.equal("too-large");
    const eleven = Buffer.alloc(11 * 1024 * 1024, "<");
    expect(problemIn(await send("POST", "/v1/receivables", xml, eleven)).code).to.equal("too-large");
  });

  it("415 for other media types, other charsets, and compressed bodies", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=latin1",
      "\u00e9",
    ]) {
      expect(problemIn(await post("{}", { "content-type": type })).code, type).to.equal("unsupported-media-type");
    }
    expect(problemIn(await post("{}", { "content-encoding": "gzip" })).code).to.equal("unsupported-media-type");
    for (const type of ["application/json; charset=utf-8", 'application/json;charset="UTF-8"']) {
      expect(problemIn(await post("{}", { "content-type": type })).code, type).to.equal("invalid-field");
    }
  });

  it("400 for what is not JSON in UTF-8, no key twice, not too deep, no prototype", async () => {
    const bad = ["", "{", '{"a":1}x', Buffer.from([0x22, 0xff, 0x22]), "[".repeat(60_000), "NaN", "\u0000"];
    for (const body of bad) expect(problemIn(await post(body)).code, String(body).slice(0, 20)).to.equal("bad-request");
    const twice = problemIn(await post('{"amount":{"currency":"EUR","currency":"USD"}}'));
    expect([twice.code, twice.field]).to.deep.equal(["invalid-field", "/amount/currency"]);
    const proto = problemIn(await post('{"__proto__":{"admin":true}}'));
    expect(proto.code).to.equal("invalid-field");
    expect(({} as Record<string, unknown>)["admin"]).to.equal(undefined);
  });

  it("an unknown field, parameter or header value is named by a pointer that hides nothing", async () => {
    const body = problemIn(
      await post('{"a/b\\u202e~":1,"amount":{"currency":"EUR","amount":"1"},"annualRate":"0","dayCount":"ACT/360"}'),
    );
    expect(body.field).to.equal("/a~1b\ufffd~0");
    for (const [url, field] of [
      ["/v1/cash?surprise=1", "/surprise"],
      ["/v1/parties?limit=0", "/limit"],
      ["/v1/parties?limit=1&limit=2", "/limit"],
      ["/v1/asks/0", "/id"],
    ] as const) {
      expect(problemIn(await send("GET", url, bearer())), url).to.include({ code: "invalid-field", field });
    }
    expect(problemIn(await send("GET", "/v1/me", { ...bearer(), "min-position": "-1" })).field).to.equal(
      "/min-position",
    );
  });

  it("an act without a usable Idempotency-Key is told so", async () => {
    const act = async (headers: object) =>
      problemIn(
        await send(
          "POST",
          "/v1/asks/1/cancellation",
          { ...bearer(), "content-type": "application/json", ...headers },
          "{}",
        ),
      ).code;
    for (const key of ["", " ", "a b", "x".repeat(256), "\u00e9"]) {
      expect(await act({ "idempotency-key": key }), key).to.equal("idempotency-key-required");
    }
    expect(await act({})).to.equal("idempotency-key-required");
  });

  it("500 for whatever else is thrown, an error or not; its words stay with us", async () => {
    for (const value of [new Error("secret"), "secret", null, undefined, 7, { secret: 1 }, Object.create(null)]) {
      thrown = value;
      const answer = await send("GET", "/v1/throw", bearer());
      // A handler that throws nothing at all has answered nothing.
      if (value === undefined) continue;
      expect(problemIn(answer).code, typeof value).to.equal("internal");
      expect(answer.body).not.to.contain("secret");
    }
  });

  it("500 for an answer that does not fit its schema, or cannot be written", async () => {
    for (const url of ["/v1/unserialisable", "/v1/cyclic"]) {
      expect(problemIn(await send("GET", url, bearer())).code, url).to.equal("internal");
    }
  });

  it("503 with Retry-After when the database or the chain does not answer", async () => {
    for (const value of [
      new DatabaseUnavailable("connection to secret-host lost", {}),
      new OutcomeUnknown("secret", {}),
      new RpcNoAnswer("eth_call", "unreachable", "secret"),
      Object.assign(new Error("secret"), { statusCode: 503 }),
    ]) {
      thrown = value;
      const answer = await send("GET", "/v1/throw", bearer());
      expect(problemIn(answer).code).to.equal("not-ready");
      expect(answer.headers["retry-after"]).to.match(/^[1-9]\d*$/);
      expect(answer.body).not.to.contain("secret");
    }
  });

  it("/ready is 503 with its reasons, not a failure, when nothing answers", async () => {
    harness.answer = () => {
      throw new DatabaseUnavailable("secret", {});
    };
    const answer = await send("GET", "/ready");
    harness.answer = () => [{ block: 7n }];
    expect(answer.statusCode).to.equal(503);
    expect(answer.json()).to.deep.include({
      ready: false,
      mirrorPosition: "unknown",
      reasons: ["the database does not answer", "the chain does not answer"],
    });
    expect((await send("GET", "/health")).statusCode).to.equal(200);
  });

  it("waits for a position that the mirror does not have, and then says so", async function () {
    this.timeout(15_000);
    harness.asked.length = 0;
    const waiting = Array.from({ length: 20 }, async () => send("GET", "/v1/me", { ...bearer(), "min-position": "8" }));
    setTimeout(() => {
      harness.answer = () => [{ block: 8n }];
    }, 100);
    const answers = await Promise.all(waiting);
    harness.answer = () => [{ block: 7n }];
    for (const answer of answers)
      expect([answer.statusCode, answer.headers["ledger-position"]]).to.deep.equal([200, "8"]);
    // However many wait, one at a time asks the database.
    expect(harness.asked.filter((sql) => sql.includes("mirror.cursor")).length).to.be.lessThan(60);
    expect(problemIn(await send("GET", "/v1/me", { ...bearer(), "min-position": "9" })).code).to.equal("not-ready");
  });
});
