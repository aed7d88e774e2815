import { expect } from "chai";
import { createHash, randomUUID } from "node:crypto";

import { describeApi } from "../../scripts/describeApi.ts";
import { Client } from "../../scripts/story/client.ts";
import { makeLei } from "../../scripts/story/identifiers.ts";
import { act } from "../../scripts/story/parties.ts";
import { acknowledged, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { drawOf, EVIDENCE, facilityOf, offerOf, ROUTES } from "./support/isolationRows.ts";
import type { Row, Things } from "./support/isolationRows.ts";
import { Cleanup } from "../services/store/databases.ts";
import { someDatabase, startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const patentOf = ({ supplier }: Stage): object => ({
  office: "US",
  kind: "patent",
  number: "7158629",
  stage: "granted",
  title: "Separator",
  owners: [{ party: supplier.id, parts: 1 }],
  term: { basis: "grant", expiresOn: "2040-01-31" },
  feesPaidUntil: "none",
  zone: "America/New_York",
});

const lienOn = (asset: string, { financier }: Stage, amount: object): object => ({
  asset,
  kind: "pledge",
  lender: financier.id,
  reference: "loan",
  contract: { document: EVIDENCE, claim: "loan", amount, debtDueOn: "2030-01-31", zone: "UTC", scope: "principal" },
});

const IBAN = "DE89370400440532013000";

describe("What is one party's is nobody else's", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  let service: TestService;
  let things: Things;
  let stranger: Client;
  let viewer: Client;
  let auditor: Client;
  let otherBank: Client;
  let routes: { method: string; path: string }[];

  async function join(name: string, roles: string[], users: string[][]): Promise<Client[]> {
    const admitted = await things.stage.registrar.act("/v1/parties", {
      name,
      country: "DE",
      identifiers: [{ scheme: "lei", value: makeLei() }],
      roles,
      kybValidUntil: "2099-01-01",
      threshold: 1,
      users: users.map((of, at) => ({ name: `${name} ${String(at)}`, roles: of })),
    });
    expect(admitted["status"]).to.equal("done");
    return (admitted["apiKeys"] as { apiKey: string }[]).map(({ apiKey }) => new Client(service.url, apiKey));
  }

  before(async () => {
    service = await startTestService(clean, await someDatabase(clean));
    const stage = await setStage(service);
    const claim = await acknowledged(stage);
    const money = { currency: "EUR", amount: "10" };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const offer = { receivable: claim, amount: money, price: money, expiresAt };
    const shares = [{ guarantor: stage.bank.id, weight: 1, premium: money, reserve: money }];
    const layers = [{ bps: 0, cap: money, validUntil: "2090-01-01T00:00:00Z", shares }];
    await act(stage.supplier, "/v1/guarantees", { receivable: claim, graceDays: 0, layers });
    const asked = await act(stage.supplier, "/v1/asks", { ...offer, buyers: [stage.financier.id] });
    const ask = (asked["result"] as { ask: string }).ask;
    const bid = await act(stage.financier, `/v1/asks/${ask}/bids`, { amount: money, price: money });
    const offered = await act(stage.financier, "/v1/standing-offers", offerOf({ stage, money, expiresAt }));
    const lending = facilityOf({ stage, money, expiresAt }, stage.financier.id);
    const lent = await act(stage.supplier, "/v1/facilities", lending);
    const { facility } = lent["result"] as { facility: string };
    await act(stage.financier, `/v1/facilities/${facility}/acceptance`);
    const wanted = await act(stage.supplier, `/v1/facilities/${facility}/draws`, drawOf({ money, expiresAt }));
    const { drawdown } = wanted["result"] as { drawdown: string };
    await act(stage.financier, `/v1/drawdowns/${drawdown}/fundings`);
    await act(stage.supplier, `/v1/drawdowns/${drawdown}/closing`);
    const payout = await act(stage.financier, "/v1/cash/payouts", { amount: money, iban: IBAN });
    const { items } = (await stage.supplier.maker.get("/v1/users")) as {
      items: { id: string; apiKeys: { id: string }[] }[];
    };
    const hook = await stage.supplier.maker.act("/v1/webhooks", { url: "http://127.0.0.1:9/supplier" });
    const disclosed = await stage.supplier.maker.act("/v1/disclosures", {
      receivable: claim,
      recipient: stage.bank.id,
      fields: ["number"],
      purpose: "HS-2026-0117 is to be insured",
    });
    await stage.registrar.act("/v1/checkpoints");
    const recovering = await stage.registrar.act(`/v1/parties/${stage.supplier.id}/recoveries`, {
      threshold: 1,
      signers: items.map(({ id: userId }) => ({ userId })),
      reason: "HS-2026-0117 is at stake",
    });
    const asset = patentOf(stage);
    const registered = await act(stage.supplier, "/v1/assets", asset);
    const { asset: assetId } = registered["result"] as { asset: string };
    await stage.registrar.act(`/v1/assets/${assetId}/verification`, { evidence: EVIDENCE });
    const lien = lienOn(assetId, stage, money);
    const proposed = await act(stage.supplier, "/v1/liens", lien);
    const statement = {
      subject: { type: "receivable", id: claim },
      date: "2026-01-31",
      document: `0x${"d0".repeat(32)}`,
    };
    const registration = { kind: "registration", details: { register: "a register", number: "HS-2026-0117" } };
    const attesting = await stage.registrar.act("/v1/attestations", { ...statement, ...registration });
    things = {
      attestation: (attesting["result"] as { attestation: string }).attestation,
      report: { ...statement, kind: "report", details: { title: "mine" } },
      stage,
      asset,
      assetId,
      lien,
      lienId: (proposed["result"] as { lien: string }).lien,
      claim,
      ask,
      bid: (bid["result"] as { bid: string }).bid,
      offer: (offered["result"] as { standingOffer: string }).standingOffer,
      facility,
      drawdown,
      operation: String(asked["id"]),
      payout: (payout["result"] as { payout: string }).payout,
      colleague: items[0]?.id ?? "",
      key: items[0]?.apiKeys[0]?.id ?? "",
      webhook: String(hook["id"]),
      disclosure: String(disclosed["id"]),
      recovery: (recovering["result"] as { recovery: string }).recovery,
      money,
      expiresAt,
      admission: { name: "Mine" },
    };
    const [maker, onlooker] = await join("Stranger", ["enterprise", "financier"], [["maker", "checker"], ["viewer"]]);
    const [bank] = await join("Other bank", ["settlement-bank"], [["maker"]]);
    const [audit] = await join("Auditor", ["auditor"], [["auditor"]]);
    if (!maker || !onlooker || !bank || !audit) throw new Error("every user has a key");
    [stranger, viewer, otherBank, auditor] = [maker, onlooker, bank, audit];
    const { paths } = (await describeApi()) as { paths: Record<string, Record<string, unknown>> };
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
  });
  after(() => clean.run());

  function concrete(path: string): string {
    const ids = {
      asks: things.ask,
      attestations: things.attestation,
      bids: things.bid,
      "standing-offers": things.offer,
      assets: things.assetId,
      liens: things.lienId,
      sales: "999",
      facilities: things.facility,
      drawdowns: things.drawdown,
      operations: things.operation,
      acknowledgements: things.operation,
      parties: things.stage.supplier.id,
      "api-keys": things.key,
      webhooks: things.webhook,
      disclosures: things.disclosure,
    };
    const [id = things.claim] = Object.entries(ids).flatMap(([name, of]) => (path.includes(`/${name}/`) ? [of] : []));
    const url = path
      .replace("{code}", "forbidden")
      .replace("{currency}", "EUR")
      .replace("{country}", "CN")
      .replace("{recovery}", things.recovery)
      .replace(
        "{number}",
        path.includes("/checkpoints/") ? "1" : path.includes("/duplicate-cases/") ? "0".repeat(16) : things.payout,
      )
      .replace("{root}", things.claim)
      .replace("{valuation}", things.attestation)
      .replace("{receivable}", things.claim)
      .replace("{sha256}", createHash("sha256").update(things.stage.invoice.bytes).digest("hex"))
      .replace("{id}", id);
    if (path === "/v1/events/stream") return `${url}?seconds=1`;
    if (path === "/v1/credit-notes") return `${url}?making=owed`;
    if (path.endsWith("/reconciliation")) return `${url}?date=2026-01-31`;
    return url.endsWith("/possession") ? `${url}?party=${things.claim}&signer=${things.stage.supplier.account}` : url;
  }

  async function call(client: Client, { method, path }: { method: string; path: string }) {
    if (method !== "POST") return client.send(method, concrete(path));
    return client.post(concrete(path), ROUTES[`${method} ${path}`]?.body?.(things) ?? {});
  }

  const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  const rowOf = (route: { method: string; path: string }): Row => ROUTES[nameOf(route)] ?? { foreign: "public" };
  const underV1 = () => routes.filter(({ path }) => path.startsWith("/v1/"));
  /** What of others' must not be in any answer. */
  const secrets = () => [
    things.claim,
    things.assetId,
    things.facility,
    things.drawdown,
    things.operation,
    things.key,
    things.webhook,
    things.colleague,
    IBAN,
    "HS-2026-0117",
  ];

  function expectNothingOfOthers(body: unknown, name: string): void {
    const text = JSON.stringify(body);
    for (const secret of secrets()) expect(text.includes(secret), `${name} shows ${secret}`).to.equal(false);
  }

  it("every route has a row", () => {
    expect(routes.map(nameOf).sort()).to.deep.equal(Object.keys(ROUTES).sort());
  });

  it("without a key, with one that never was and with a revoked one, everything under /v1 is refused", async () => {
    const { id, apiKey } = await stranger.act("/v1/api-keys");
    const revoked = new Client(service.url, String(apiKey));
    expect((await revoked.get("/v1/me"))["user"]).to.equal("Stranger 0");
    await stranger.act(`/v1/api-keys/${String(id)}/revocation`);
    const madeUp = `tsk_00000000_${"x".repeat(32)}`;
    for (const route of underV1()) {
      for (const client of [new Client(service.url, ""), new Client(service.url, madeUp), revoked]) {
        const { status, body } = await call(client, route);
        expect([status, body["code"]], nameOf(route)).to.deep.equal([401, "unauthenticated"]);
      }
    }
  });

  it("an address spelt otherwise is the same route, with the same lock", async () => {
    const client = new Client(service.url, "");
    const possession = concrete("/v1/parties/possession");
    for (const path of ["/%76%31/me", "/v1/%6de", possession.replace("/v1", "/%761"), "/v1/me?x", "/v1/me#x"]) {
      expect((await client.send("GET", path)).status, path).to.equal(401);
    }
    for (const path of ["//v1/me", "/V1/me", "/v1/me/", "/v1//me", "/v1/me;x", "/v1%2fme"]) {
      expect((await client.send("GET", path)).status, path).to.equal(404);
    }
  });

  it("a stranger's key sees and moves nothing of others", async () => {
    for (const route of routes) {
      const { foreign } = rowOf(route);
      const { status, body } = await call(stranger, route);
      const isOpen = foreign === "own" || foreign === "public";
      expect(status, `${nameOf(route)}: ${JSON.stringify(body)}`).to.equal(isOpen ? 200 : foreign);
      if (isOpen && !route.path.endsWith("/possession")) expectNothingOfOthers(body, nameOf(route));
    }
  });

  it("a viewer acts on nothing", async () => {
    for (const route of underV1().filter(({ method }) => method === "POST")) {
      const { status } = await call(viewer, route);
      expect(status, nameOf(route)).to.equal(rowOf(route).viewer ?? 403);
    }
    expect((await viewer.send("GET", "/v1/operations")).status).to.equal(200);
  });

  it("an auditor reads everything and acts on nothing", async () => {
    for (const route of underV1()) {
      const { status, body } = await call(auditor, route);
      const expected = rowOf(route).auditor ?? (route.method === "POST" ? 403 : 200);
      expect(status, `${nameOf(route)}: ${JSON.stringify(body)}`).to.equal(expected);
    }
    const shown = JSON.stringify([
      await auditor.get("/v1/receivables"),
      await auditor.get("/v1/operations?limit=200"),
      await auditor.get(`/v1/users?party=${things.stage.supplier.id}`),
    ]);
    for (const thing of [things.claim, things.operation, things.key])
      expect(shown.includes(thing), thing).to.equal(true);
  });

  it("the governor's users see nothing of the parties, and the registrar cannot become the governor", async () => {
    const { credentials, url } = service;
    const governor = new Client(url, credentials.governorMaker);
    expectNothingOfOthers(await governor.get("/v1/receivables"), "the governor's list");
    expect((await governor.send("GET", `/v1/receivables/${things.claim}`)).status).to.equal(404);
    const { id } = await governor.get("/v1/me");
    const registrar = things.stage.registrar;
    expect((await registrar.post("/v1/api-keys", { userId: id })).status).to.equal(403);
    const { items } = (await governor.get("/v1/users")) as { items: { apiKeys: { id: string }[] }[] };
    for (const { apiKeys } of items) {
      expect((await registrar.post(`/v1/api-keys/${apiKeys[0]?.id ?? ""}/revocation`, {})).status).to.equal(403);
    }
  });

  it("one's API keys are one's own: a colleague cannot have one made, a checker can revoke", async () => {
    const { buyer } = things.stage;
    if (!buyer.checker) throw new Error("the buyer has a checker");
    const { id } = await buyer.maker.get("/v1/me");
    const refused = await buyer.checker.post("/v1/api-keys", { userId: id });
    expect([refused.status, refused.body["code"]]).to.deep.equal([403, "forbidden"]);

    const key = randomUUID();
    const first = await buyer.maker.post("/v1/api-keys", {}, { "idempotency-key": key });
    const again = await buyer.maker.post("/v1/api-keys", {}, { "idempotency-key": key });
    expect([again.status, again.body["code"], again.body["apiKey"]]).to.deep.equal([
      422,
      "key-reused",
      first.body["id"],
    ]);
    const second = new Client(service.url, String(first.body["apiKey"]));
    expect((await second.get("/v1/me"))["id"]).to.equal(id);
    const path = `/v1/api-keys/${String(first.body["id"])}/revocation`;
    expect((await buyer.checker.post(path, {})).status).to.equal(200);
    expect((await second.send("GET", "/v1/me")).status).to.equal(401);

    const lost = await things.stage.registrar.act("/v1/api-keys", { userId: id });
    expect((await new Client(service.url, String(lost["apiKey"])).get("/v1/me"))["id"]).to.equal(id);
  });

  it("a bank account is shown to its holder and to banks that the governor has granted the role", async () => {
    const seen = async (client: Client) => JSON.stringify(await client.get("/v1/cash/payouts")).includes(IBAN);
    const { financier, bank, supplier } = things.stage;
    expect([await seen(financier.maker), await seen(bank.maker), await seen(auditor)]).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect([await seen(otherBank), await seen(supplier.maker)]).to.deep.equal([false, false]);
  });

  it("a bank without the role is refused before anything is looked up", async () => {
    const wire = { source: "wire", amount: things.money, bankReference: "W" };
    for (const claim of [things.claim, `0x${"00".repeat(32)}`]) {
      const { status, body } = await otherBank.post(`/v1/receivables/${claim}/payments`, wire);
      expect([status, body["code"]]).to.deep.equal([403, "forbidden"]);
    }
  });

  it("an offer to every financier shows them the claim while it stands, but not its invoice or whose hands it went through", async () => {
    const { supplier, bank, financier } = things.stage;
    const offer = { receivable: things.claim, amount: things.money, price: things.money, expiresAt: things.expiresAt };
    const asked = await act(supplier, "/v1/asks", offer);
    const ask = (asked["result"] as { ask: string }).ask;
    const claim = `/v1/receivables/${things.claim}`;
    const read = async (client: Client, path: string) => (await client.send("GET", path)).status;

    const shown = await stranger.get(claim);
    expect([shown["invoice"], shown["mine"]]).to.deep.equal([null, null]);
    expect(await read(stranger, `${claim}/provenance`)).to.equal(404);
    expect(await read(stranger, `${claim}/document`)).to.equal(404);
    // The bank guarantees this claim and sees it as such; the offer is for financiers.
    expect(await read(bank.maker, `/v1/asks/${ask}`)).to.equal(404);
    expect(await read(financier.maker, `/v1/asks/${ask}`)).to.equal(200);

    await act(supplier, `/v1/asks/${ask}/cancellation`);
    expect(await read(stranger, claim)).to.equal(404);
  });

  it("seller and debtor read the claim and the document itself; identifiers of others stay hidden", async () => {
    const path = `/v1/receivables/${things.claim}`;
    for (const { maker } of [things.stage.supplier, things.stage.buyer]) {
      expect((await maker.get(path))["id"]).to.equal(things.claim);
      const answer = await fetch(service.url + path + "/document", {
        headers: { authorization: `Bearer ${maker.apiKey}` },
      });
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(things.stage.invoice.bytes))).to.equal(true);
      expect(answer.headers.get("content-disposition")).to.contain("attachment");
    }
    const party = await stranger.get(`/v1/parties/${things.stage.supplier.id}`);
    expect(party["identifiers"]).to.deep.equal([]);
  });
});
