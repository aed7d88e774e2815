import { readFileSync } from "node:fs";
import { expect } from "chai";

import { expectStatus } from "../../scripts/story/client.ts";
import type { Json } from "../../scripts/story/client.ts";
import { storyInvoice } from "../../scripts/story/invoice.ts";
import { act } from "../../scripts/story/parties.ts";
import { creditNoteXml } from "../../scripts/story/servicing/creditNoteXml.ts";
import { creditNoteStory } from "../../scripts/story/creditNote.ts";
import { Cleanup } from "../services/store/databases.ts";
import { acknowledged, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { fixture } from "./support/corpus.ts";
import { someDatabase, startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

describe("A credit note that is handed in as a document", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  let service: TestService;
  let stage: Stage;
  let claim: string;
  const text = readFileSync(fixture("harbour-steel-credit-note.xml"), "utf8");
  /** The fixture under a number of its own, with texts replaced. */
  const note = (number: string, ...changes: readonly [string, string][]): Uint8Array => {
    const of = (from: string, to: string, changed: string): string => {
      if (!changed.includes(from)) throw new Error(`the fixture has no ${from}`);
      return changed.replaceAll(from, to);
    };
    const renamed = of("HS-2026-C009", number, text);
    return Buffer.from(changes.reduce((changed, [from, to]) => of(from, to, changed), renamed));
  };
  const handIn = async (document: Uint8Array, query = "making=owed", who = stage.supplier) =>
    who.maker.post(`/v1/credit-notes?${query}`, document);
  const refusal = async (document: Uint8Array, query?: string, who?: Stage["supplier"]): Promise<Json> =>
    expectStatus(await handIn(document, query, who), [404, 409, 422], "a refusal").body;

  before(async () => {
    service = await startTestService(clean, await someDatabase(clean));
    stage = await setStage(service);
    claim = await acknowledged(stage);
  });
  after(() => clean.run());

  it("lowers the claim it names, after splits and a part payment, to the unit", async () => {
    const steps: string[] = [];
    const invoice = storyInvoice(fixture("harbour-steel-ubl.xml"), "-N");
    for await (const { step } of creditNoteStory(service, invoice)) steps.push(step);
    expect(steps).to.deep.equal([
      ...["admit", "register", "acknowledge", "transfer", "split"],
      ...["pay", "handIn", "accept", "redeem"],
    ]);
  });

  it("is refused with a reason where it does not fit", async () => {
    const codes = [
      await refusal(note("C-1", ["HS-2026-0117", "HS-2026-9999"])),
      await refusal(note("C-1", ["2026-11-02", "2026-11-03"])),
      await refusal(note("C-1", ["EUR", "USD"])),
      await refusal(note("C-1", ["2500.00", "-2500.00"])),
      await refusal(note("C-1", ["NL827182818B01", "DE314159211"], ["9845KESTRELYARDS0019", "9845HARBOURSTEEL0002"])),
      await refusal(note("C-1"), undefined, stage.financier),
      await refusal(stage.invoice.bytes),
      await refusal(
        note("C-1", ['PayableAmount currencyID="EUR">2500.00', 'PayableAmount currencyID="EUR">100000.01']),
      ),
      await refusal(note("C-1", ["<cac:BillingReference>", "<!--"], ["</cac:BillingReference>", "-->"])),
      await refusal(note("C-1"), `making=owed&receivable=0x${"00".repeat(32)}`),
      await refusal(
        note("C-1", [
          "</cac:BillingReference>",
          "</cac:BillingReference><cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>X</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>",
        ]),
      ),
    ].map(({ code }) => code);
    expect(codes).to.deep.equal([
      ...["unknown-reference", "unknown-reference", "currency-mismatch", "not-a-credit-note", "buyer-mismatch"],
      ...["seller-mismatch", "not-a-credit-note", "refused-by-ledger", "missing-information", "unknown-reference"],
      "ambiguous-reference",
    ]);
    const { items } = (await stage.supplier.maker.get(`/v1/receivables/${claim}/credit-notes`)) as { items: unknown[] };
    expect(items).to.deep.equal([]);
  });

  it("is read by seller and debtor, told to no holder by its number, and stands once, however it was handed in", async () => {
    const path = `/v1/receivables/${claim}`;
    const document = note("c-7", ["HS-2026-0117", " hs\u20132026\u20130117 "]);
    const done = expectStatus(await handIn(document), [200], "credit note").body;
    const { documentRoot } = done["result"] as { documentRoot: string };
    const again = { amount: { currency: "EUR", amount: "1" }, making: "owed", number: "C-7" };
    expect((await stage.supplier.maker.post(`${path}/credit-notes`, again)).body["code"]).to.equal("credit-note-used");

    for (const { maker } of [stage.supplier, stage.buyer]) {
      const answer = await fetch(`${service.url}${path}/credit-notes/${documentRoot}/document`, {
        headers: { authorization: `Bearer ${maker.apiKey}` },
      });
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(document))).to.equal(true);
    }
    await act(stage.supplier, `${path}/transfers`, {
      to: stage.financier.id,
      amount: { currency: "EUR", amount: "100" },
      reference: "SUB-1",
    });
    const ofHolder = (await stage.financier.maker.get(`${path}/credit-notes`)) as { items: Json[] };
    expect(ofHolder.items.map(({ number, status, document: has }) => [number, status, has])).to.deep.equal([
      [null, "open", false],
    ]);
    const { steps } = (await stage.buyer.maker.get(`${path}/provenance`)) as { steps: Json[] };
    expect(steps.find(({ event }) => event === "CreditProposed")?.["reference"]).to.equal("c-7");
  });

  it("can be handed in again once the debtor has declined it, and not once it was accepted", async () => {
    const path = `/v1/receivables/${claim}`;
    await act(stage.buyer, `${path}/credit-notes/decline`, { reason: "the beams were straight" });
    const document = creditNoteXml(stage.invoice.invoice, { number: "C-7", amount: 250_000n });
    expectStatus(await handIn(document), [200], "the credit note again");
    await act(stage.buyer, `${path}/credit-notes/acceptance`, { amount: { currency: "EUR", amount: "250000" } });
    expect((await refusal(document))["code"]).to.equal("credit-note-used");
    const { items } = (await stage.buyer.maker.get(`${path}/credit-notes`)) as { items: Json[] };
    expect(items.map(({ status, document: has }) => [status, has])).to.deep.equal([
      ["declined", true],
      ["accepted", true],
    ]);
  });

  it("is a red-letter e-fapiao, which takes back a blue one", async () => {
    const efapiao = (label: string, number: string, amount: string, red = ""): Uint8Array =>
      Buffer.from(`<EInvoice><Header><InherentLabel><InIssuType><LabelCode>${label}</LabelCode></InIssuType></InherentLabel>
        </Header><EInvoiceData><SellerInformation><SellerIdNum>DE314159211</SellerIdNum></SellerInformation>
        <BuyerInformation><BuyerIdNum>NL827182818B01</BuyerIdNum></BuyerInformation>
        <BasicInformation><TotalTax-includedAmount>${amount}</TotalTax-includedAmount></BasicInformation>${red}</EInvoiceData>
        <TaxSupervisionInfo><InvoiceNumber>${number}</InvoiceNumber><IssueTime>2026-11-02</IssueTime></TaxSupervisionInfo>
        </EInvoice>`);
    const blue = efapiao("Y", "26322000000000000101", "1000.00");
    const undated = await stage.supplier.maker.post("/v1/receivables", blue);
    expect([undated.body["code"], undated.body["missing"]]).to.deep.equal(["missing-information", ["dueDate"]]);
    const made = await stage.supplier.maker.post("/v1/receivables?dueDate=2099-01-31", blue);
    const { receivable } = expectStatus(made, [200], "the blue e-fapiao").body["result"] as { receivable: string };
    const path = `/v1/receivables/${receivable}`;
    expect((await stage.buyer.maker.get(path))["face"]).to.deep.equal({ currency: "CNY", amount: "100000" });
    await act(stage.buyer, `${path}/acknowledgement`, { waivers: [] });
    const original =
      "<SpecificInformation><RedEInvoice><OriginalInvoiceCode>26322000000000000101</OriginalInvoiceCode></RedEInvoice></SpecificInformation>";
    const red = efapiao("N", "26322000000000000102", "-1000.00", original);
    expect((await stage.supplier.maker.post("/v1/receivables", red)).body["code"]).to.equal("not-financeable");
    expectStatus(await handIn(red, "making=reduced"), [200], "the red e-fapiao");
    await act(stage.buyer, `${path}/credit-notes/acceptance`, { amount: { currency: "CNY", amount: "100000" } });
    expect((await stage.supplier.maker.get(path))["status"]).to.equal("cancelled");
  });

  it("names the claim itself where several have the number", async () => {
    const { supplier, buyer, invoice } = stage;
    const other = Buffer.from(Buffer.from(invoice.bytes).toString().replace("2026-11-02", "2026-11-04"));
    const registered = expectStatus(await supplier.maker.post("/v1/receivables", other), [200], "the other").body;
    const { receivable } = registered["result"] as { receivable: string };
    await act(buyer, `/v1/receivables/${receivable}/acknowledgement`, { waivers: [], acceptSameNumber: true });
    const undated = note("C-8", ["<cbc:IssueDate>2026-11-02</cbc:IssueDate>", ""]);
    const body = await refusal(undated);
    expect([body["code"], body["receivables"]]).to.deep.equal(["ambiguous-reference", [claim, receivable]]);
    const done = expectStatus(await handIn(undated, `making=reduced&receivable=${receivable}`), [200], "picked").body;
    expect((done["result"] as { receivable: string }).receivable).to.equal(receivable);
  });
});
