import { expect } from "chai";

import { Client } from "../../scripts/story/client.ts";
import { auction } from "../../scripts/story/auction.ts";
import type { Json } from "../../scripts/story/client.ts";
import { governs } from "../../scripts/story/governs.ts";
import { storyInvoice } from "../../scripts/story/invoice.ts";
import { lostKey } from "../../scripts/story/lostKey.ts";
import { creditNoteXml } from "../../scripts/story/servicing/creditNoteXml.ts";
import { act } from "../../scripts/story/parties.ts";
import { disputeStory } from "../../scripts/story/dispute.ts";
import { recourseStory } from "../../scripts/story/recourse.ts";
import { tiersStory } from "../../scripts/story/tiers.ts";
import { tokenise } from "../../scripts/story/tokenise.ts";
import { Cleanup } from "../services/store/databases.ts";
import { setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { fixture } from "./support/corpus.ts";
import { guaranteed } from "./support/guaranteed.ts";
import { OpenApiChecker, recording } from "./support/openapi.ts";
import type { Exchange, OpenApi } from "./support/openapi.ts";
import { startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";
import { LENDING, notAsDescribed, notWalked, RIGHTS_AND_PROOFS, SECURED } from "./support/walked.ts";

/** Number of the invoice to which everything happens that the stories leave out. */
const WAYS = "X-3";

describe("The OpenAPI document says what the API does", function () {
  this.timeout(240_000);
  const clean = new Cleanup();
  let service: TestService;
  let checker: OpenApiChecker;
  let document: OpenApi;
  let stage: Stage;
  const exchanges: Exchange[] = [];

  before(async () => {
    service = await startTestService(clean, { recoveryDelay: 1 });
    document = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
    checker = await OpenApiChecker.of(document);
    exchanges.push(
      ...(await recording(service.url, async () => {
        for await (const step of tokenise(service, storyInvoice(fixture("harbour-steel-cii.xml"), "-STORY"))) {
          expect(step.step).to.be.a("string");
        }
        for await (const step of auction(service, storyInvoice(fixture("harbour-steel-ubl.xml"), "-AUCTION"))) {
          expect(step.step).to.be.a("string");
        }
        for (const [suffix, story] of Object.entries({ "-D": disputeStory, "-T": tiersStory, "-R": recourseStory })) {
          for await (const { step } of story(service, storyInvoice(fixture("harbour-steel-ubl.xml"), suffix))) {
            expect(step).to.be.a("string");
          }
        }
        const lost = storyInvoice(fixture("harbour-steel-cii.xml"), "-LOST");
        for await (const { step } of lostKey(service, lost)) expect(step).to.be.a("string");
        stage = await setStage(service);
        await everythingElse();
        await keysElse();
      })),
    );
  });
  after(() => clean.run());

  /** What the story leaves out: lists, single things, ways back, refusals. */
  async function everythingElse(): Promise<void> {
    const { supplier, buyer, financier, bank, registrar } = stage;
    const money = { currency: "EUR", amount: "1000" };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const path of ["/health", "/ready", "/problems/forbidden"]) await fetch(service.url + path);

    const registered = await supplier.maker.act("/v1/receivables", JSON.parse(invoiceAsJson()));
    const id = (registered["result"] as { receivable: string }).receivable;
    // The financier hands in a document that names it as the buyer, of an invoice that the real buyer has.
    const { identifiers } = await registrar.get(`/v1/parties/${financier.id}`);
    const [{ value: legalId = "" } = {}] = identifiers as { value?: string }[];
    const document = JSON.parse(invoiceAsJson()) as object;
    const told = await financier.maker.post("/v1/receivables", { ...document, buyer: { name: "Factor", legalId } });
    await registrar.get(`/v1/duplicate-cases/${String(told.body["case"])}`);

    const proposal = await buyer.maker.act(`/v1/receivables/${id}/acknowledgement`, { waivers: ["defences"] });
    await buyer.maker.get(`/v1/operations/${String(proposal["id"])}`);
    await buyer.maker.get("/v1/operations?status=awaiting_signatures");
    await buyer.checker?.act(`/v1/operations/${String(proposal["id"])}/approvals`);
    await buyer.maker.post(`/v1/operations/${String(proposal["id"])}/signatures`, {
      signature: `0x${"11".repeat(65)}`,
    });

    const offer = { receivable: id, amount: money, price: money, expiresAt };
    const asked = await act(supplier, "/v1/asks", offer);
    const ask = `/v1/asks/${(asked["result"] as { ask: string }).ask}`;
    await financier.maker.get(ask);
    await financier.maker.get("/v1/asks?status=open&limit=1");
    await act(financier, `${ask}/takes`, { amount: { currency: "EUR", amount: "400" }, limit: money });
    await act(supplier, `${ask}/cancellation`);
    await act(supplier, `/v1/receivables/${id}/transfers`, { to: financier.id, amount: money, reference: "S-9" });
    await restOfTheMarket(id);
    // More than is due by wire: the rest waits in suspense and is refunded.
    const face = { currency: "EUR", amount: "10000500" };
    await act(bank, `/v1/receivables/${id}/payments`, { source: "wire", amount: face, bankReference: "much" });
    await act(supplier, `/v1/receivables/${id}/withdrawals`);
    await act(buyer, `/v1/receivables/${id}/refunds`);

    const second = await registerAs("X-2");
    await supplier.maker.act(`/v1/receivables/${second}/cancellation`, { reason: "made in error" });

    await ways(`/v1/receivables/${await registerAs(WAYS)}`);
    await guaranteed(service, stage, [await registerAs("X-4"), await registerAs("X-5")]);
    await moneyElse(`/v1/receivables/${await registerAs("X-6")}`);
    const payout = await act(financier, "/v1/cash/payouts", { amount: money, iban: "DE89370400440532013000" });
    const { payout: number } = payout["result"] as { payout: string };
    await act(bank, `/v1/cash/payouts/EUR/${number}/rejection`, { reason: "account closed" });

    const hook = await supplier.maker.act("/v1/webhooks", { url: "http://127.0.0.1:9/hook", kinds: ["receivable"] });
    const hookPath = `/v1/webhooks/${String(hook["id"])}`;
    for (const path of ["/v1/events?wait=1&kind=receivable&limit=3", "/v1/webhooks", hookPath])
      await supplier.maker.get(path);
    await supplier.maker.send("GET", "/v1/events/stream?seconds=1&kind=receivable");
    await supplier.maker.act(`${hookPath}/redeliveries`, { after: "0" });
    await supplier.maker.get(`${hookPath}/deliveries?limit=5`);
    await supplier.maker.send("DELETE", hookPath);

    const key = await supplier.maker.act("/v1/api-keys");
    await supplier.maker.act(`/v1/api-keys/${String(key["id"])}/revocation`);
    for (const client of [supplier.maker, buyer.maker, financier.maker, bank.maker, registrar]) {
      for (const path of ["/v1/me", "/v1/users", "/v1/parties", "/v1/receivables", "/v1/asks", "/v1/cash"])
        await client.get(path);
      for (const path of ["/v1/cash/payouts", "/v1/operations?limit=200"]) await client.get(path);
    }
    for (const suffix of ["", "/provenance", "/document"]) await supplier.maker.get(`/v1/receivables/${id}${suffix}`);
    await supplier.maker.get(`/v1/parties/${supplier.id}`);
    await supplier.maker.get(`/v1/parties/possession?party=${supplier.id}&signer=${supplier.account}`);

    await supplier.maker.post("/v1/quotes", { amount: money });
    await new Client(service.url, "").send("GET", "/v1/me");
    await supplier.maker.send("GET", "/v1/receivables?cursor=x");
  }

  /** What the auction leaves out. */
  async function restOfTheMarket(receivable: string): Promise<void> {
    const { supplier, buyer, financier } = stage;
    const money = { currency: "EUR", amount: "1000" };
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const asked = await act(supplier, "/v1/asks", { receivable, amount: money, price: money, expiresAt: until });
    const { ask } = asked["result"] as { ask: string };
    const placed = await act(financier, `/v1/asks/${ask}/bids`, { amount: money, price: money, expiresAt: until });
    const bid = `/v1/bids/${(placed["result"] as { bid: string }).bid}`;
    for (const path of [bid, `/v1/bids?ask=${ask}`, "/v1/asks?kind=round"]) await financier.maker.get(path);
    await act(financier, `${bid}/cancellation`);
    const debtor = { subject: "debtor", party: buyer.id };
    await act(financier, "/v1/limits", { ...debtor, limit: { currency: "EUR", amount: "100000000" } });
    await act(financier, "/v1/limits/recounts", { receivable });
    await financier.maker.get("/v1/limits");
    await act(financier, "/v1/limits/removals", { ...debtor, currency: "EUR" });
    await financier.maker.get("/v1/limits");
    const terms = { rateBps: 450, dayCount: "ACT/365F", maxDays: 400, until };
    const made = await act(financier, "/v1/standing-offers", { ...terms, debtor: buyer.id, limit: money });
    const offer = `/v1/standing-offers/${(made["result"] as { standingOffer: string }).standingOffer}`;
    await financier.maker.get(offer);
    for (const entrusted of [true, false]) await act(supplier, `${offer}/entrustment`, { entrusted });
    await act(financier, `${offer}/cancellation`);
  }

  async function registerAs(number: string): Promise<string> {
    const document = JSON.parse(invoiceAsJson()) as object;
    const other = await stage.supplier.maker.act("/v1/receivables", { ...document, number });
    return (other["result"] as { receivable: string }).receivable;
  }

  /** What the stories of servicing leave out: what is taken back, declined, amended and written off. */
  async function ways(claim: string): Promise<void> {
    const { supplier, buyer, financier, registrar } = stage;
    const money = { currency: "EUR", amount: "1000" };
    const reason = { reason: "on second thoughts" };
    const dueDate = { dueDate: "2026-01-31" };
    await act(buyer, `${claim}/rejection`, reason);
    await supplier.maker.get(claim);
    await act(buyer, `${claim}/acknowledgement`, { waivers: [] });
    await supplier.maker.act(`${claim}/correction`, { ...(JSON.parse(invoiceAsJson()) as object), number: WAYS });
    await buyer.maker.get(`${claim}/amendment/document`);
    await act(supplier, `${claim}/amendment`, dueDate);
    await supplier.maker.get(claim);
    await act(buyer, `${claim}/amendment/acceptance`, dueDate);
    await act(supplier, `${claim}/recourse`, { graceDays: 0, buyBackDays: 1 });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await act(supplier, `${claim}/discount`, { basisPoints: 200, until });
    await supplier.maker.get(claim);
    await act(supplier, `${claim}/transfers`, { to: financier.id, amount: money, reference: "S-10" });
    await act(financier, `${claim}/puts`, { amount: money });
    await act(financier, `${claim}/puts/withdrawal`);
    const resolveBy = new Date(Date.now() + 3_600_000).toISOString();
    await act(buyer, `${claim}/dispute`, { amount: money, resolveBy, ...reason });
    await supplier.maker.get(claim);
    await act(buyer, `${claim}/dispute/withdrawal`, reason);
    await act(supplier, `${claim}/credit-notes`, { amount: money, making: "owed", number: "CN-2" });
    await buyer.maker.get(claim);
    await act(buyer, `${claim}/credit-notes/decline`, reason);
    const note = creditNoteXml({ ...stage.invoice.invoice, number: "X-3" }, { number: "CN-3", amount: 1_000n });
    const { result } = (await supplier.maker.post("/v1/credit-notes?making=owed", note)).body;
    await buyer.maker.get(`${claim}/credit-notes`);
    const { documentRoot } = result as { documentRoot: string };
    await buyer.maker.send("GET", `${claim}/credit-notes/${documentRoot}/document`);
    await act(buyer, `${claim}/credit-notes/decline`, reason);
    await registrar.act(`${claim}/write-off`, reason);
  }

  /** A payment run that is sent back, a discount that is taken, a wire that is recalled, and the day's books. */
  async function moneyElse(claim: string): Promise<void> {
    const { supplier, buyer, bank, registrar } = stage;
    const run = { items: [{ receivable: claim.replace("/v1/receivables/", ""), waivers: ["set-off"] }] };
    const made = await buyer.maker.act("/v1/acknowledgements", run);
    await buyer.checker?.get("/v1/approvals");
    const [operation] = made["operations"] as { id: string }[];
    await buyer.checker?.act(`/v1/operations/${operation?.id ?? ""}/rejection`, { reason: "not yet" });
    await buyer.maker.get(`/v1/acknowledgements/${String(made["id"])}`);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await act(supplier, `${claim}/discount`, { basisPoints: 200, until });
    await buyer.maker.act("/v1/acknowledgements", run);
    for (const { operation: id } of ((await buyer.checker?.get("/v1/approvals"))?.["items"] ?? []) as Json[])
      await buyer.checker?.act(`/v1/operations/${String(id)}/approvals`);
    const wire = async (amount: string, bankReference: string) =>
      act(bank, `${claim}/payments`, { source: "wire", amount: { currency: "EUR", amount }, bankReference });
    await wire("9800000", "less the discount");
    await act(buyer, `${claim}/discount/taking`);
    await wire("70", "by mistake");
    const recall = { bankReference: "by mistake", reason: "sent twice" };
    await act(bank, "/v1/cash/recalls", { ...recall, amount: { currency: "EUR", amount: "30" } });
    await bank.maker.post("/v1/cash/recalls", { ...recall, amount: { currency: "EUR", amount: "31" } });
    await bank.maker.post("/v1/cash/recalls", { ...recall, amount: { currency: "EUR", amount: "41" } });
    const books = `/v1/cash/EUR/reconciliation?date=${new Date().toISOString().slice(0, 10)}`;
    for (const client of [bank.maker, registrar]) await client.get(books);
    await bank.maker.send("GET", `${books}&format=csv`);
  }

  /** What the story of the lost key leaves out: the guardian's way back. */
  async function keysElse(): Promise<void> {
    const { registrar, financier } = stage;
    const path = `/v1/parties/${financier.id}`;
    const { items } = (await financier.maker.get("/v1/users")) as { items: { id: string }[] };
    const signers = items.map(({ id: userId }) => ({ userId }));
    const proposed = await registrar.act(`${path}/recoveries`, { threshold: 1, signers, reason: "by mistake" });
    const { recovery } = proposed["result"] as { recovery: string };
    await governs(service, `${path}/recoveries/${recovery}/cancellation`, { reason: "the keys were found" });
    await financier.maker.get(`${path}/recoveries`);
    await financier.maker.get("/v1/overrides?limit=1");
  }

  const invoiceAsJson = (): string => {
    const { invoice } = stage.invoice;
    const party = ({ name, vat, legalId }: typeof invoice.seller) => ({ name, vat, legalId });
    return JSON.stringify({
      number: "JSON-1",
      issueDate: invoice.issueDate,
      dueDate: invoice.dueDate,
      payable: { currency: "EUR", amount: "10000000" },
      seller: party(invoice.seller),
      buyer: party(invoice.buyer),
    });
  };

  it("every answer of the story, and of everything else that can be asked, is as it says", () => {
    expect(exchanges.length).to.be.greaterThan(100);
    expect(notAsDescribed(checker, exchanges)).to.deep.equal([]);
  });

  it("nothing in it has gone without an answer: every operation was had to succeed", () => {
    // Whoever closes a round finds that the keeper has done it; the story sees that.
    const taken = ["POST /v1/asks/{id}/closure"];
    const elsewhere = (name: string) => [RIGHTS_AND_PROOFS, LENDING, SECURED].some((part) => part.test(name));
    const missing = notWalked(document, checker, exchanges).filter((name) => !elsewhere(name));
    expect(missing.filter((name) => !taken.includes(name))).to.deep.equal([]);
  });

  it("every answer under /v1 carries the position that it may be read at again; an act's has its own block", async () => {
    for (const { url, method, status, headers, body } of exchanges.filter(
      ({ url, status }) => url.startsWith("/v1/") && status < 300,
    )) {
      const position = headers.get("ledger-position");
      expect(position, `${method} ${url}`).to.match(/^\d+$/);
      if (method !== "POST" || status !== 200 || !body.includes('"position":{')) continue;
      const { block } = (JSON.parse(body) as { position: { block: string } }).position;
      expect(Number(position), url).to.be.at.least(Number(block));
    }
  });

  it("an operation is the same in the answer to its act, alone and in a list", async () => {
    const { maker } = stage.supplier;
    const { items } = (await maker.get("/v1/operations?limit=200")) as { items: { id: string }[] };
    const answers = exchanges.flatMap(({ method, status, type, body }) =>
      method === "POST" && status === 200 && type.includes("json") ? [JSON.parse(body) as { id?: string }] : [],
    );
    const acts = items.flatMap((item) =>
      answers.filter(({ id }) => id === item.id).map((answer) => ({ item, answer })),
    );
    expect(acts.length).to.be.greaterThan(5);
    for (const { item, answer } of acts) {
      expect(item).to.deep.equal(answer);
      expect(await maker.get(`/v1/operations/${item.id}`)).to.deep.equal(answer);
    }
  });

  it("examples are examples, and every operation under /v1 says who may", () => {
    expect(checker.wrongExamples()).to.deep.equal([]);
    expect(JSON.stringify(document)).to.contain('"examples"');
    for (const [path, methods] of Object.entries(document.paths)) {
      if (!path.startsWith("/v1/")) continue;
      for (const operation of Object.values(methods) as unknown as { security?: unknown; summary?: string }[]) {
        expect(operation.security, path).to.deep.equal([{ apiKey: [] }]);
        expect(operation.summary, path).to.be.a("string");
      }
    }
  });

  it("the checker refuses an answer that is not as described", () => {
    const me = exchanges.find(({ url, status }) => url === "/v1/me" && status === 200);
    if (!me) throw new Error("somebody asked who it is");
    const altered = { ...(JSON.parse(me.body) as object), surprise: 1 };
    expect(checker.problemsOf({ ...me, body: JSON.stringify(altered) })).to.have.length(1);
    expect(checker.problemsOf({ ...me, status: 302 })).to.have.length(1);
    expect(checker.problemsOf({ ...me, type: "text/html" })).to.have.length(1);
  });
});
