import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { IpScene } from "./scene.ts";

const ROYALTY = 40_000_00n;
const DRAWN = 300_000_00n;

/** How a document names a party: by an identifier that it was admitted with. */
async function named(party: StoryParty): Promise<Json> {
  const { identifiers } = await party.maker.get(`/v1/parties/${party.id}`);
  const [first] = identifiers as { value: string }[];
  return { name: party.name, legalId: first?.value ?? "", country: "DE" };
}

/** A licensee owes royalties on the patent: the claim is assigned to the facility's agent, and its payment pays the loan. */
export async function earn(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [agent, other] = lenders;
  const { money, shown } = scene.amounts;
  const licensee = await scene.join("licensee", "Optik Werke AG", "enterprise");
  await scene.deposit(licensee, ROYALTY, `deposit of the licensee ${scene.number}`);
  const made = await act(startup, "/v1/receivables", {
    number: `LIC-${scene.number}`,
    issueDate: scene.today,
    dueDate: scene.dayAfter(30),
    payable: money(ROYALTY),
    seller: await named(startup),
    buyer: await named(licensee),
  });
  const { receivable } = made["result"] as { receivable: string };
  const claim = `/v1/receivables/${receivable}`;
  await act(licensee, `${claim}/acknowledgement`, { waivers: [] });
  const income = `/v1/facilities/${scene.facility}/income`;
  const source = { receivable, asset: scene.asset };
  await act(startup, `${claim}/transfers`, { to: agent.id, amount: money(ROYALTY), reference: "royalties 2026" });
  await act(agent, income, source);
  await act(licensee, `${claim}/payments`, { source: "ledger", amount: money(ROYALTY) });
  await act(other, `${income}/${receivable}/collection`);
  const { sources } = await other.maker.get(income);
  const [shownSource] = sources as { asset: string; collected: unknown }[];
  expectEqual([shownSource?.asset, shownSource?.collected], [scene.asset, money(ROYALTY)], "the source of payment");
  const { outstanding } = await startup.maker.get(`/v1/facilities/${scene.facility}`);
  expectEqual(outstanding, money(DRAWN - ROYALTY), "what is outstanding then");
  return {
    title: `A licensee owes ${shown(ROYALTY)} of royalties on the patent: the claim becomes a source of payment`,
    lines: [
      "assigned to the agent for all lenders, it names the patent that it flows from",
      `the licensee pays, anybody passes it on: ${shown(DRAWN - ROYALTY)} are left`,
    ],
    data: { receivable, sources },
  };
}
