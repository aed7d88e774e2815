import { Client } from "../client.ts";
import { act, admit, approved } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Cast, Scene } from "./scene.ts";

const ROLES = ["supplier", "subSupplier", "buyer", "financier", "bank"] as const;

/** The registrar admits five parties; one becomes a settlement bank and books deposits for two others. */
export async function admitParties(scene: Scene): Promise<Told> {
  const cast = await castOf(scene);
  scene.cast = cast;
  await openBank(scene);
  const roles = ROLES.map((role): [string, StoryParty] => [role, cast[role]]);
  return {
    title: "The registrar admits five parties; the governor makes one of them a settlement bank",
    lines: [
      ...roles.map(([role, { name, account }]) => `${role.padEnd(12)} ${name.padEnd(28)} account ${account}`),
      `The bank books deposits of ${scene.amounts.shown(scene.invoice.payable)} each for the buyer and the financier.`,
    ],
    data: Object.fromEntries(roles.map(([role, { id, account }]) => [role, { id, account }])),
  };
}

async function castOf({ network: { url, credentials }, document, today }: Scene): Promise<Cast> {
  const { invoice, sellerIds, buyerIds } = document;
  const registrar = new Client(url, credentials.registrar);
  const join = async (party: Parameters<typeof admit>[2]) => admit(url, registrar, party, today);
  const enterprise = { roles: ["enterprise"] };
  const seller = { name: invoice.seller.name ?? "Supplier", country: "DE", registered: sellerIds };
  const debtor = { name: invoice.buyer.name ?? "Buyer", country: "NL", registered: buyerIds };
  const banker = { name: "Settlement Bank", country: "DE", roles: ["settlement-bank"] };
  return {
    supplier: await join({ ...enterprise, ...seller }),
    subSupplier: await join({ ...enterprise, name: "Millbrook Castings", country: "DE" }),
    buyer: await join({ ...enterprise, ...debtor, threshold: 2, checkers: 2 }),
    financier: await join({ name: "Northgate Factors", country: "LU", roles: ["financier"] }),
    bank: await join({ ...banker, threshold: 2, checkers: 1 }),
  };
}

async function openBank({ network: { url, credentials }, cast, invoice, amounts }: Scene): Promise<void> {
  const { bank, buyer, financier } = cast;
  const grant = await new Client(url, credentials.governorMaker).act(`/v1/parties/${bank.id}/grants`, {
    role: "settlement",
    dailyCaps: [amounts.money(invoice.payable * 4n)],
  });
  await approved(new Client(url, credentials.governorChecker), grant, "grant of settlement");
  for (const { id } of [buyer, financier]) {
    await act(bank, "/v1/cash/deposits", {
      party: id,
      amount: amounts.money(invoice.payable),
      bankReference: `deposit ${id.slice(2, 10)}`,
    });
  }
}
