import { expect } from "chai";
import { randomUUID } from "node:crypto";

import type { Client, Json } from "../../scripts/story/client.ts";
import { expectStatus } from "../../scripts/story/client.ts";
import { act } from "../../scripts/story/parties.ts";
import { Cleanup } from "../services/store/databases.ts";
import { registered, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { someDatabase, startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

interface Approval extends Json {
  readonly operation: string;
  readonly madeBy: string;
  readonly calls: readonly { contract: string; function: string; arguments: Json }[];
  readonly acknowledgements: readonly {
    receivable: string;
    number: string;
    amount: { amount: string };
    flags: string[];
    waivers: string[];
    discount: { basisPoints: number } | null;
    lookalikes: { receivable: string; number: string; issueDate: string; face: { amount: string } }[];
  }[];
}

interface Run extends Json {
  readonly id: string;
  readonly operations: readonly { id: string; status: string }[];
  readonly items: readonly { receivable: string; status: string; error: { contractError: string } | null }[];
}

describe("What waits for the buyer's checker", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  let service: TestService;
  let stage: Stage;
  let checker: Client;
  let first: string;

  const queue = async (client: Client): Promise<Approval[]> =>
    ((await client.get("/v1/approvals")) as { items: Approval[] }).items;
  const invoice = (changes: object): string => {
    const { seller, buyer, issueDate, dueDate } = stage.invoice.invoice;
    const ids = ({ name, vat, legalId }: typeof seller) => ({ name, vat, legalId });
    const payable = { currency: "EUR", amount: "5000" };
    return JSON.stringify({ issueDate, dueDate, payable, seller: ids(seller), buyer: ids(buyer), ...changes });
  };
  const register = async (changes: object): Promise<string> => {
    const made = await stage.supplier.maker.act("/v1/receivables", JSON.parse(invoice(changes)));
    return (made["result"] as { receivable: string }).receivable;
  };

  before(async () => {
    service = await startTestService(clean, await someDatabase(clean));
    stage = await setStage(service);
    if (!stage.buyer.checker) throw new Error("the buyer has a checker");
    checker = stage.buyer.checker;
    first = await registered(stage);
  });
  after(() => clean.run());

  it("shows what the signature binds to, and invoices that look alike, before anybody signs", async () => {
    const { buyer, supplier } = stage;
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await act(supplier, `/v1/receivables/${first}/discount`, { basisPoints: 200, until });
    const alike = [
      await register({ number: "HS-2026-00117" }),
      await register({ number: "hs 2026 \u041e117" }),
      await register({ number: "HS-2026-0117", issueDate: "2026-11-03" }),
    ];
    const amount = { currency: "EUR", amount: "9000000" };
    await buyer.maker.act(`/v1/receivables/${first}/acknowledgement`, { amount, waivers: ["set-off"] });
    expect(await queue(buyer.maker)).to.deep.equal([]);
    const [waiting] = await queue(checker);
    expect(waiting?.calls.map((call) => [call.contract, call.function])).to.deep.equal([
      ["Receivables", "acknowledge"],
    ]);
    expect(waiting?.madeBy).to.equal("Buyer maker");
    const [item] = waiting?.acknowledgements ?? [];
    expect([
      item?.receivable,
      item?.number,
      item?.amount.amount,
      item?.waivers,
      item?.discount?.basisPoints,
    ]).to.deep.equal([first, "HS-2026-0117", "9000000", ["set-off"], 200]);
    expect(item?.lookalikes.map(({ receivable }) => receivable)).to.have.members(alike);
    expect(item?.flags).to.deep.equal([]);
    for (const receivable of alike) {
      const { flags } = await buyer.maker.get(`/v1/receivables/${receivable}`);
      expect(flags).to.deep.equal(["probable-duplicate"]);
    }
  });

  it("is sent back with a reason, and then never reaches the ledger", async () => {
    const [waiting] = await queue(checker);
    const path = `/v1/operations/${waiting?.operation ?? ""}`;
    const back = await checker.act(`${path}/rejection`, { reason: "the beams have not come yet" });
    expect([back["status"], (back["error"] as Json)["detail"]]).to.deep.equal([
      "cancelled",
      "the beams have not come yet",
    ]);
    expect(await queue(checker)).to.deep.equal([]);
    expect((await checker.post(`${path}/approvals`, {})).body["code"]).to.equal("operation-not-open");
    expect((await stage.buyer.maker.get(`/v1/receivables/${first}`))["status"]).to.equal("registered");
    const { status, body } = await stage.buyer.maker.post(`${path}/rejection`, { reason: "again" });
    expect([status, body["status"]]).to.deep.equal([200, "cancelled"]);
  });

  it("is a payment run of hundreds: a hundred for each approval, and what the ledger refuses is told item by item", async () => {
    const { buyer } = stage;
    const ids: string[] = [];
    for (let at = 0; at < 100; at += 25) {
      const numbers = Array.from({ length: 25 }, (_, of) => `RUN-${String(1000 + at + of)}`);
      ids.push(...(await Promise.all(numbers.map(async (number) => register({ number })))));
    }
    const items = [first, ...ids].map((receivable) => ({ receivable, waivers: ["set-off"] }));
    const key = { "idempotency-key": randomUUID() };
    const twice = await buyer.maker.post("/v1/acknowledgements", { items: [...items, items[3]] });
    expect([twice.status, twice.body["field"]]).to.deep.equal([400, "/items/101/receivable"]);
    const made = expectStatus(await buyer.maker.post("/v1/acknowledgements", { items }, key), [202], "the run")
      .body as Run;
    expect(made.operations.map(({ status }) => status)).to.deep.equal(["awaiting_signatures", "awaiting_signatures"]);
    const again = await buyer.maker.post("/v1/acknowledgements", { items }, key);
    expect((again.body as Run).operations).to.deep.equal(made.operations);

    const waiting = await queue(checker);
    expect(waiting.map(({ acknowledgements }) => acknowledgements.length)).to.deep.equal([100, 1]);
    // Between the maker's signature and the checker's, one of them is acknowledged by itself.
    await act(buyer, `/v1/receivables/${ids[4] ?? ""}/acknowledgement`, { waivers: [] });
    for (const { operation } of waiting) {
      const done = await checker.act(`/v1/operations/${operation}/approvals`);
      expect(done["status"]).to.equal("done");
    }
    const run = (await buyer.maker.get(`/v1/acknowledgements/${made.id}`)) as Run;
    const refused = run.items.filter(({ status }) => status !== "acknowledged");
    expect(refused.map(({ receivable, status, error }) => [receivable, status, error?.contractError])).to.deep.equal([
      [ids[4], "refused", "ForbiddenTransition"],
    ]);
    expect(run.items.map(({ receivable }) => receivable)).to.deep.equal(items.map(({ receivable }) => receivable));
    for (const id of [first, ids[0], ids[99]])
      expect((await buyer.maker.get(`/v1/receivables/${id ?? ""}`))["status"]).to.equal("acknowledged");
  });
});
