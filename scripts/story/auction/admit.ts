import { Client } from "../client.ts";
import { act, admit, approved } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { AuctionCast, AuctionScene, Bidders } from "./scene.ts";

const NAMES: Readonly<Record<keyof Bidders, string>> = {
  spent: "Northgate Factors",
  limited: "Alster Bank",
  earlier: "Meridian Capital",
  later: "Rhone Credit",
  low: "Cobalt Finance",
};

/** The registrar admits supplier, buyer, five financiers and a settlement bank, which books the financiers' deposits. */
export async function admitBidders(scene: AuctionScene): Promise<Told> {
  const { network, document, today, invoice, amounts } = scene;
  const { url, credentials } = network;
  const registrar = new Client(url, credentials.registrar);
  const join = async (party: Parameters<typeof admit>[2]): Promise<StoryParty> => admit(url, registrar, party, today);
  const enterprise = { roles: ["enterprise"] };
  const seller = { name: invoice.seller.name ?? "Supplier", country: "DE", registered: document.sellerIds };
  const debtor = { name: invoice.buyer.name ?? "Buyer", country: "NL", registered: document.buyerIds };
  const banker = { name: "Settlement Bank", country: "DE", roles: ["settlement-bank"] };
  const financier = async (name: string): Promise<StoryParty> => join({ name, country: "LU", roles: ["financier"] });
  scene.cast = {
    supplier: await join({ ...enterprise, ...seller }),
    buyer: await join({ ...enterprise, ...debtor, threshold: 2, checkers: 1 }),
    bank: await join({ ...banker, threshold: 2, checkers: 1 }),
    spent: await financier(NAMES.spent),
    limited: await financier(NAMES.limited),
    earlier: await financier(NAMES.earlier),
    later: await financier(NAMES.later),
    low: await financier(NAMES.low),
  };
  await openBank(scene);
  const { supplier, buyer, bank, ...bidders } = scene.cast;
  return {
    title: "The registrar admits a supplier, its buyer and five financiers",
    lines: [
      `${supplier.name} sells, ${buyer.name} owes, ${bank.name} keeps the cash.`,
      ...Object.values(bidders).map(({ name }) => `${name} has ${amounts.shown(depositOf(scene, name))}`),
    ],
    data: Object.fromEntries(Object.entries(scene.cast).map(([role, { id }]: [string, StoryParty]) => [role, id])),
  };
}

/** All can pay what they may bid, but the first. */
function depositOf({ invoice }: AuctionScene, name: string): bigint {
  return name === NAMES.spent ? invoice.payable / 100n : invoice.payable;
}

async function openBank(scene: AuctionScene): Promise<void> {
  const { network, cast, invoice, amounts } = scene;
  const { url, credentials } = network;
  const grant = await new Client(url, credentials.governorMaker).act(`/v1/parties/${cast.bank.id}/grants`, {
    role: "settlement",
    dailyCaps: [amounts.money(invoice.payable * 10n)],
  });
  await approved(new Client(url, credentials.governorChecker), grant, "grant of settlement");
  for (const { id, name } of financiers(cast)) {
    const started = Date.now();
    await act(cast.bank, "/v1/cash/deposits", {
      party: id,
      amount: amounts.money(depositOf(scene, name)),
      bankReference: `deposit ${id.slice(2, 10)}`,
    });
    scene.pace = Date.now() - started;
  }
}

const financiers = ({ spent, limited, earlier, later, low }: AuctionCast): StoryParty[] => [
  spent,
  limited,
  earlier,
  later,
  low,
];
