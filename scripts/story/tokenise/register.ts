import { expectEqual, expectStatus } from "../client.ts";
import type { Told } from "../story.ts";
import type { Scene } from "./scene.ts";

/** The supplier registers its invoice; nobody can register it again. */
export async function register(scene: Scene): Promise<Told> {
  const { cast, invoice, amounts, document } = scene;
  const made = expectStatus(await cast.supplier.maker.post("/v1/receivables", document.bytes), [200], "registration");
  const { receivable, documentRoot } = made.body["result"] as { receivable: string; documentRoot: string };
  scene.receivable = receivable;
  const again = await cast.supplier.maker.post("/v1/receivables", document.respelt);
  expectStatus(again, [409], "the same invoice, spelt otherwise");
  expectEqual(again.body["code"], "invoice-already-registered", "code for a duplicate");
  const foreign = await cast.financier.maker.post("/v1/receivables", document.bytes);
  expectStatus(foreign, [422], "somebody else's invoice");
  expectEqual(foreign.body["code"], "seller-mismatch", "code for somebody else's invoice");
  return {
    title: `The supplier registers invoice ${invoice.number}`,
    lines: [
      `claim ${receivable}`,
      `payable ${amounts.shown(invoice.payable)} (${invoice.syntax}), due ${invoice.dueDate ?? "?"}`,
      `document root ${documentRoot}`,
      `The same invoice again, its number spelt otherwise: refused, ${String(again.body["code"])}.`,
      `The same invoice posted by the financier: refused, ${String(foreign.body["code"])}.`,
    ],
    data: { receivable, documentRoot, payable: amounts.money(invoice.payable) },
  };
}
