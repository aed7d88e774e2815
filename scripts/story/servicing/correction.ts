import { addDays } from "../../../services/domain/date.ts";
import { formatDecimal } from "../../../services/domain/money.ts";
import { expectEqual, expectStatus } from "../client.ts";
import type { Json } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

const textOf = ({ document }: Scene): string => Buffer.from(document.bytes).toString();

/** What differs in its number, its date, its buyer or what is to be paid corrects nothing; nor does anybody but the seller. */
export async function refuseOthers(scene: Scene): Promise<Told> {
  const { cast, receivable, invoice, document } = scene;
  const path = `/v1/receivables/${receivable}/correction`;
  const text = textOf(scene);
  const instead = (value: string, other: string): string => text.replaceAll(`>${value}<`, `>${other}<`);
  const amount = (units: bigint): string => formatDecimal(units, invoice.currency);
  const attempts: readonly (readonly [what: string, changed: string, field: string])[] = [
    ["another number", instead(invoice.number, `${invoice.number}-B`), "number"],
    ["another date", instead(invoice.issueDate, addDays(invoice.issueDate, 1)), "number"],
    ["another buyer", document.buyerIds.reduce((changed, id) => changed.replaceAll(id, `${id}X`), text), "buyer"],
    ["another currency", text.replaceAll(invoice.currency, invoice.currency === "EUR" ? "USD" : "EUR"), "currency"],
    ["another amount", instead(amount(invoice.payable), amount(invoice.payable - 1n)), "payable"],
  ];
  const lines: string[] = [];
  const refuse = async (party: StoryParty, what: string, changed: string, field: string): Promise<void> => {
    const { status, body } = await party.maker.post(path, Buffer.from(changed));
    expectEqual([status, body["code"], body["field"]], [422, "not-the-same-invoice", field], what);
    lines.push(`${what}: ${String(body["detail"])}`);
  };
  // An invoice of another syntax may spell a date or an amount otherwise.
  for (const [what, changed, field] of attempts) {
    if (changed !== text) await refuse(cast.supplier, what, changed, field);
  }
  await refuse(cast.buyer, "the buyer itself", text, "seller");
  return { title: "What is another invoice takes the place of none", lines, data: { refused: lines.length } };
}

/** The supplier hands in the invoice as it should have been; the buyer reads it and accepts exactly that one. */
export async function correct(scene: Scene): Promise<Told> {
  const { cast, receivable, invoice, amounts } = scene;
  const { supplier, buyer, subSupplier } = cast;
  const claim = `/v1/receivables/${receivable}`;
  const corrected = Buffer.from(textOf(scene).replace("<cbc:Note>", "<cbc:Note>Order 4711, not 4117. "));
  const { documentRoot: first } = await buyer.maker.get(claim);
  const done = expectStatus(await supplier.maker.post(`${claim}/correction`, corrected), [200], "the correction");
  const { documentRoot } = done.body["result"] as { documentRoot: string };
  const { amendment, documentRoot: still } = (await buyer.maker.get(claim)) as {
    amendment: Json;
    documentRoot: string;
  };
  expectEqual([amendment["documentRoot"], still], [documentRoot, first], "the claim while the buyer has not accepted");
  const { text } = await buyer.maker.get(`${claim}/amendment/document`);
  expectEqual(text, corrected.toString(), "the document as the buyer reads it");
  const terms = { dueDate: invoice.dueDate };
  const other = await buyer.maker.post(`${claim}/amendment/acceptance`, { ...terms, documentRoot: first });
  expectEqual([other.status, other.body["field"]], [400, "/documentRoot"], "an acceptance of the first document");
  await act(buyer, `${claim}/amendment/acceptance`, { ...terms, documentRoot });
  const then = (await supplier.maker.get(claim)) as { amendment: unknown; documentRoot: string };
  expectEqual([then.amendment, then.documentRoot], [null, documentRoot], "the claim from then on");
  const amount = amounts.money(1n);
  await act(supplier, `${claim}/transfers`, { to: subSupplier.id, amount, reference: "SUB-1" });
  const late = await supplier.maker.post(`${claim}/correction`, corrected);
  const why = expectRefused(late, "AlreadySold", "a correction when others hold a part");
  return {
    title: "The supplier hands in the corrected invoice; the buyer reads and accepts it, while the two are alone",
    lines: [
      `document root ${String(first)}`,
      `then          ${documentRoot}`,
      `once somebody else holds a part: ${why}`,
    ],
    data: { receivable, first, documentRoot },
  };
}
