import { expect } from "chai";

import { describeApi } from "../../scripts/describeApi.ts";
import { Client } from "../../scripts/story/client.ts";
import { act } from "../../scripts/story/parties.ts";
import { acknowledged, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { Cleanup } from "../services/store/databases.ts";
import { startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

/** What a party that has nothing to do with the thing is answered; "own" marks routes that show each party its own only. */
type Foreign = "own" | "public" | 403 | 404 | 422;

/** Every route of the API; one without a row fails the test. */
const ROUTES: Readonly<Record<string, { foreign: Foreign; body?: (stage: Things) => unknown }>> = {
  "GET /health": { foreign: "public" },
  "GET /ready": { foreign: "public" },
  "GET /problems/{code}": { foreign: "public" },
  "GET /v1/me": { foreign: "own" },
  "GET /v1/parties": { foreign: "own" },
  "GET /v1/parties/{id}": { foreign: "own" },
  "GET /v1/parties/possession": { foreign: "own" },
  "POST /v1/parties": { foreign: 403, body: ({ admission }) => admission },
  "POST /v1/parties/{id}/grants": { foreign: 422, body: ({ money }) => ({ role: "settlement", dailyCaps: [money] }) },
  "GET /v1/receivables": { foreign: "own" },
  "POST /v1/receivables": { foreign: 422, body: ({ stage }) => stage.invoice.bytes },
  "GET /v1/receivables/{id}": { foreign: 404 },
  "GET /v1/receivables/{id}/provenance": { foreign: 404 },
  "POST /v1/receivables/{id}/acknowledgement": { foreign: 404, body: () => ({ waivers: [] }) },
  "POST /v1/receivables/{id}/cancellation": { foreign: 404, body: () => ({ reason: "mine" }) },
  "POST /v1/receivables/{id}/transfers": {
    foreign: 404,
    body: ({ stage, money }) => ({ to: stage.bank.id, amount: money, reference: "x" }),
  },
  "POST /v1/receivables/{id}/payments": { foreign: 404, body: ({ money }) => ({ source: "ledger", amount: money }) },
  "POST /v1/receivables/{id}/withdrawals": { foreign: 404, body: () => ({}) },
  "POST /v1/receivables/{id}/redemptions": { foreign: 404, body: () => ({}) },
  "POST /v1/receivables/{id}/refunds": { foreign: 404, body: () => ({}) },
  "POST /v1/quotes": {
    foreign: 404,
    body: ({ claim, money }) => ({ receivable: claim, amount: money, annualRate: "0.05", dayCount: "ACT/360" }),
  },
  "GET /v1/asks": { foreign: "own" },
  "POST /v1/asks": {
    foreign: 404,
    body: ({ claim, money, expiresAt }) => ({ receivable: claim, amount: money, price: money, expiresAt }),
  },
  "GET /v1/asks/{id}": { foreign: 404 },
  "POST /v1/asks/{id}/takes": { foreign: 404, body: ({ money }) => ({ amount: money, limit: money }) },
  "POST /v1/asks/{id}/cancellation": { foreign: 404, body: () => ({}) },
  "GET /v1/cash": { foreign: "own" },
  "POST /v1/cash/deposits": {
    foreign: 422,
    body: ({ stage, money }) => ({ party: stage.supplier.id, amount: money, bankReference: "free money" }),
  },
  "GET /v1/cash/payouts": { foreign: "own" },
  "POST /v1/cash/payouts": { foreign: 422, body: ({ money }) => ({ amount: money, iban: "DE89370400440532013000" }) },
  "POST /v1/cash/payouts/{currency}/{number}/confirmation": { foreign: 422, body: () => ({ bankReference: "done" }) },
  "POST /v1/cash/payouts/{currency}/{number}/rejection": { foreign: 422, body: () => ({ reason: "no" }) },
  "GET /v1/operations": { foreign: "own" },
  "GET /v1/operations/{id}": { foreign: 404 },
  "POST /v1/operations/{id}/approvals": { foreign: 403, body: () => ({}) },
  "POST /v1/operations/{id}/signatures": { foreign: 404, body: () => ({ signature: `0x${"11".repeat(65)}` }) },
};

interface Things {
  readonly stage: Stage;
  readonly claim: string;
  readonly ask: string;
  readonly operation: string;
  readonly payout: string;
  readonly money: { currency: string; amount: string };
  readonly expiresAt: string;
  readonly admission: unknown;
}

describe("What is one party's is nobody else's", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  let service: TestService;
  let things: Things;
  let stranger: Client;
  let routes: { method: string; path: string }[];

  before(async () => {
    service = await startTestService(clean);
    const stage = await setStage(service);
    const claim = await acknowledged(stage);
    const money = { currency: "EUR", amount: "10" };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const asked = await act(stage.supplier, "/v1/asks", {
      receivable: claim,
      amount: money,
      price: money,
      expiresAt,
      buyers: [stage.financier.id],
    });
    const payout = await act(stage.financier, "/v1/cash/payouts", { amount: money, iban: "DE89370400440532013000" });
    const lei = "5493001KJTIIGC8Y1R12";
    const admission = {
      name: "Stranger",
      country: "DE",
      identifiers: [{ scheme: "lei", value: lei }],
      roles: ["enterprise", "financier"],
      kybValidUntil: "2031-01-01",
      threshold: 1,
      users: [{ name: "stranger", roles: ["maker"] }],
    };
    const admitted = await stage.registrar.act("/v1/parties", admission);
    const [first] = admitted["apiKeys"] as { apiKey: string }[];
    stranger = new Client(service.url, first?.apiKey ?? "");
    things = {
      stage,
      claim,
      ask: (asked["result"] as { ask: string }).ask,
      operation: String(asked["id"]),
      payout: (payout["result"] as { payout: string }).payout,
      money,
      expiresAt,
      admission,
    };
    const { paths } = (await describeApi()) as { paths: Record<string, Record<string, unknown>> };
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
  });
  after(() => clean.run());

  function concrete(path: string): string {
    const id = path.includes("/asks/")
      ? things.ask
      : path.includes("/operations/")
        ? things.operation
        : path.includes("/parties/")
          ? things.stage.supplier.id
          : things.claim;
    const url = path
      .replace("{code}", "forbidden")
      .replace("{currency}", "EUR")
      .replace("{number}", things.payout)
      .replace("{id}", id);
    return url.endsWith("/possession") ? `${url}?party=${things.claim}&signer=${things.stage.supplier.account}` : url;
  }

  async function call(client: Client, { method, path }: { method: string; path: string }) {
    if (method === "GET") return client.send("GET", concrete(path));
    return client.post(concrete(path), ROUTES[`${method} ${path}`]?.body?.(things) ?? {});
  }

  it("every route has a row", () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).to.deep.equal(Object.keys(ROUTES).sort());
  });

  it("without a key, and with one that never was, everything under /v1 is refused", async () => {
    for (const route of routes.filter(({ path }) => path.startsWith("/v1/"))) {
      for (const key of ["", "tsk_00000000_notakey"]) {
        const { status, body } = await call(new Client(service.url, key), route);
        expect([status, body["code"]], `${route.method} ${route.path}`).to.deep.equal([401, "unauthenticated"]);
      }
    }
  });

  it("a stranger's key sees and moves nothing of others", async () => {
    const own = JSON.stringify([things.claim, things.operation]);
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      const { foreign } = ROUTES[name] ?? { foreign: "missing" };
      const { status, body } = await call(stranger, route);
      if (foreign === "own" || foreign === "public") {
        expect(status, name).to.equal(200);
        for (const secret of JSON.parse(own) as string[]) {
          expect(JSON.stringify(body["items"] ?? []).includes(secret), `${name} shows ${secret}`).to.equal(false);
        }
      } else {
        expect(status, `${name}: ${JSON.stringify(body)}`).to.equal(foreign);
      }
    }
  });

  it("the parties concerned see the claim, and identifiers of others stay hidden", async () => {
    for (const { maker } of [things.stage.supplier, things.stage.buyer]) {
      expect((await maker.get(`/v1/receivables/${things.claim}`))["id"]).to.equal(things.claim);
    }
    const party = await stranger.get(`/v1/parties/${things.stage.supplier.id}`);
    expect(party["identifiers"]).to.deep.equal([]);
  });
});
