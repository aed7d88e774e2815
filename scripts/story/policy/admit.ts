import { Client } from "../client.ts";
import { admit } from "../parties.ts";
import type { Told } from "../story.ts";
import type { PolicyScene } from "./scene.ts";

/** Supplier and buyer of the invoice are in China; a verifier is admitted as an auditor. */
export async function admitChinese(scene: PolicyScene): Promise<Told> {
  const { network, document, today } = scene;
  const { invoice, sellerIds, buyerIds } = document;
  const registrar = new Client(network.url, network.credentials.registrar);
  const join = async (party: Parameters<typeof admit>[2]) => admit(network.url, registrar, party, today);
  const enterprise = { roles: ["enterprise"], country: "CN" };
  const supplier = await join({ ...enterprise, name: invoice.seller.name ?? "Supplier", registered: sellerIds });
  const buyer = await join({ ...enterprise, name: invoice.buyer.name ?? "Buyer", registered: buyerIds });
  const subSupplier = await join({ ...enterprise, name: "Millbrook Castings" });
  const financier = await join({ name: "Northgate Factors", country: "LU", roles: ["financier"] });
  const bank = await join({ name: "Settlement Bank", country: "DE", roles: ["settlement-bank"] });
  scene.cast = { supplier, buyer, subSupplier, financier, bank };
  scene.verifier = await join({ name: "Verdant Assurance", country: "FR", roles: ["auditor"] });
  return {
    title: "Supplier and buyer are in China, whose policy governs what they do; a verifier joins",
    lines: [supplier, buyer, scene.verifier].map(({ name, account }) => `${name.padEnd(28)} account ${account}`),
    data: { supplier: supplier.id, buyer: buyer.id, verifier: scene.verifier.id },
  };
}
