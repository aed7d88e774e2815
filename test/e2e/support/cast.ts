import { parseDate } from "../../../services/domain/date.ts";
import { Client, StoryFailed } from "../../../scripts/story/client.ts";
import { storyInvoice } from "../../../scripts/story/invoice.ts";
import type { StoryInvoice } from "../../../scripts/story/invoice.ts";
import { act, admit, approved } from "../../../scripts/story/parties.ts";
import type { StoryParty } from "../../../scripts/story/parties.ts";
import { fixture } from "./corpus.ts";
import type { TestService } from "./service.ts";

const TODAY = parseDate(new Date().toISOString().slice(0, 10));

/** The parties of an invoice and those around them, admitted on a fresh network. */
export interface Stage {
  readonly registrar: Client;
  readonly supplier: StoryParty;
  readonly buyer: StoryParty;
  readonly financier: StoryParty;
  readonly bank: StoryParty;
  readonly invoice: StoryInvoice;
}

/** Admits supplier, buyer (2 of 3), financier and bank (2 of 2), and gives buyer and financier some cash. */
export async function setStage(service: TestService, suffix = ""): Promise<Stage> {
  const { url, credentials } = service;
  const registrar = new Client(url, credentials.registrar);
  const invoice = storyInvoice(fixture("harbour-steel-ubl.xml"), suffix);
  const join = async (party: Parameters<typeof admit>[2]): Promise<StoryParty> => admit(url, registrar, party, TODAY);
  const supplier = await join({
    name: "Supplier",
    country: "DE",
    roles: ["enterprise"],
    registered: invoice.sellerIds,
  });
  const buyer = await join({
    name: "Buyer",
    country: "NL",
    roles: ["enterprise"],
    registered: invoice.buyerIds,
    threshold: 2,
    checkers: 2,
  });
  const financier = await join({ name: "Financier", country: "LU", roles: ["financier"] });
  const bank = await join({ name: "Bank", country: "DE", roles: ["settlement-bank"], threshold: 2, checkers: 1 });
  const grant = await new Client(url, credentials.governorMaker).act(`/v1/parties/${bank.id}/grants`, {
    role: "settlement",
    dailyCaps: [{ currency: "EUR", amount: "100000000" }],
  });
  await approved(new Client(url, credentials.governorChecker), grant, "grant");
  for (const party of [buyer, financier]) {
    await act(bank, "/v1/cash/deposits", {
      party: party.id,
      amount: { currency: "EUR", amount: "20000000" },
      bankReference: `deposit-${party.id}`,
    });
  }
  return { registrar, supplier, buyer, financier, bank, invoice };
}

/** Registers the stage's invoice. @returns the claim's id */
export async function registered({ supplier, invoice }: Stage): Promise<string> {
  const answer = await supplier.maker.post("/v1/receivables", invoice.bytes);
  if (answer.status !== 200) throw new StoryFailed(`registration: ${JSON.stringify(answer.body)}`);
  return (answer.body["result"] as { receivable: string }).receivable;
}

/** Registers the invoice and has the buyer acknowledge it. @returns the claim's id */
export async function acknowledged(stage: Stage): Promise<string> {
  const id = await registered(stage);
  await act(stage.buyer, `/v1/receivables/${id}/acknowledgement`, { waivers: [] });
  return id;
}
