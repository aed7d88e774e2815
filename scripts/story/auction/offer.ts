import { expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { AuctionScene } from "./scene.ts";

/** The supplier registers its invoice and the buyer acknowledges it; one financier limits itself. */
export async function offer(scene: AuctionScene): Promise<Told> {
  const { cast, document, invoice, amounts } = scene;
  const { supplier, buyer, limited } = cast;
  const made = expectStatus(await supplier.maker.post("/v1/receivables", document.bytes), [200], "registration");
  const { receivable } = made.body["result"] as { receivable: string };
  scene.receivable = receivable;
  await act(buyer, `/v1/receivables/${receivable}/acknowledgement`, { waivers: ["set-off", "defences"] });
  const limit = invoice.payable / 4n;
  await act(limited, "/v1/limits", { subject: "debtor", party: buyer.id, limit: amounts.money(limit) });
  return {
    title: `${supplier.name} registers invoice ${invoice.number}, ${buyer.name} acknowledges it`,
    lines: [
      `claim ${receivable}, ${amounts.shown(invoice.payable)}`,
      `${limited.name} wants no more than ${amounts.shown(limit)} of claims on ${buyer.name}, and says so on the ledger`,
    ],
    data: { receivable, payable: amounts.money(invoice.payable), limit: amounts.money(limit) },
  };
}
