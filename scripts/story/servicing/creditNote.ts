import { minorUnitsOf } from "../amounts.ts";
import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { creditNoteXml } from "./creditNoteXml.ts";
import type { TiersScene } from "./tiers.ts";

const NUMBER = "CN-2026-5";

const firstOf = ({ invoice }: TiersScene): bigint => invoice.payable / 3n + 1n;
const creditedOf = ({ invoice }: TiersScene): bigint => invoice.payable / 20n;

/** The buyer pays an odd part, which reaches three holders. */
export async function payFirst(scene: TiersScene): Promise<Told> {
  const { cast, receivable, amounts } = scene;
  const first = amounts.money(firstOf(scene));
  await act(cast.buyer, `/v1/receivables/${receivable}/payments`, { source: "ledger", amount: first });
  return {
    title: "The buyer pays a third and a cent",
    lines: [`${amounts.shown(firstOf(scene))} for three holders`],
    data: { paid: first },
  };
}

/** The supplier hands in the document; it finds its claim by the invoice that it names. Nobody hands it in twice. */
export async function handIn(scene: TiersScene): Promise<Told> {
  const { cast, receivable, amounts, invoice } = scene;
  const { supplier, buyer } = cast;
  const note = creditNoteXml(invoice, { number: NUMBER, amount: creditedOf(scene) });
  const asClaim = await supplier.maker.post("/v1/receivables", note);
  expectEqual([asClaim.status, asClaim.body["code"]], [422, "not-financeable"], "a credit note as a claim");
  const done = expectStatus(await supplier.maker.post("/v1/credit-notes?making=owed", note), [200], "credit note");
  const amount = amounts.money(creditedOf(scene));
  const { receivable: found, ...told } = done.body["result"] as { receivable: string; amount: unknown };
  expectEqual(found, receivable, "the claim that the credit note was matched to");
  expectEqual(String(minorUnitsOf(told.amount)), amount.amount, "the amount of the credit note");
  const again = await supplier.maker.post("/v1/credit-notes?making=owed", note);
  expectEqual([again.status, again.body["code"]], [409, "credit-note-used"], "the same credit note again");
  const open = (await buyer.maker.get(`/v1/receivables/${receivable}`))["creditNote"] as { number: unknown };
  expectEqual(open.number, NUMBER, "the credit note as the buyer sees it");
  return {
    title: `The supplier hands in credit note ${NUMBER}, a UBL document: it finds the claim by the invoice that it names`,
    lines: [
      `${amounts.shown(creditedOf(scene))} off invoice ${invoice.number}`,
      `as a claim: ${String(asClaim.body["detail"])}`,
      `a second time: ${String(again.body["detail"])}`,
    ],
    data: { receivable: found, credited: amount },
  };
}

/** The buyer accepts and pays the rest; the supplier, which sold none of the risk, pays what it credited. */
export async function acceptAndPay(scene: TiersScene): Promise<Told> {
  const { cast, receivable, amounts, invoice } = scene;
  const { supplier, buyer } = cast;
  const claim = `/v1/receivables/${receivable}`;
  const amount = amounts.money(creditedOf(scene));
  await act(buyer, `${claim}/credit-notes/acceptance`, { amount });
  const rest = invoice.payable - firstOf(scene) - creditedOf(scene);
  const told = await buyer.maker.get(claim);
  expectEqual([told["due"], told["sellerDue"]], [amounts.money(rest), amount], "what buyer and supplier owe");
  await act(supplier, `${claim}/withdrawals`);
  await act(supplier, `${claim}/credit-payments`, { amount });
  await act(buyer, `${claim}/payments`, { source: "ledger", amount: amounts.money(rest) });
  const ended = await buyer.maker.get(claim);
  expectEqual(ended["status"], "settled", "status after the last payment");
  expectEqual(String(minorUnitsOf(ended["diluted"])), amount.amount, "what credit notes took off");
  const { items } = (await buyer.maker.get(`${claim}/credit-notes`)) as { items: { number: string; status: string }[] };
  expectEqual(
    items.map(({ number, status }) => [number, status]),
    [[NUMBER, "accepted"]],
    "the claim's credit notes",
  );
  return {
    title: "The buyer accepts it and pays the rest; the supplier pays what it credited",
    lines: [
      `buyer ${amounts.shown(firstOf(scene))} and ${amounts.shown(rest)}, supplier ${amounts.shown(creditedOf(scene))}`,
    ],
    data: { rest: amounts.money(rest), status: ended["status"] },
  };
}
