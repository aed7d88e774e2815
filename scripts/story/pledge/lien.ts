import { addMonths } from "../../../services/domain/date.ts";
import type { Json } from "../client.ts";
import { expectEqual } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import { hashOf } from "./scene.ts";
import type { PledgeScene } from "./scene.ts";

export const LOAN = 50_000_000n;
const SECOND = 10_000_000n;

/** A lien as its proposer describes it, over three years. */
export const proposal = (
  scene: Pick<PledgeScene, "amounts" | "today">,
  asset: string,
  lender: StoryParty,
  amount = LOAN,
): Json => ({
  asset,
  kind: "security-interest",
  lender: lender.id,
  reference: `loan of ${lender.name}`,
  contract: {
    document: hashOf("the security agreement"),
    claim: "loan",
    amount: scene.amounts.money(amount),
    debtDueOn: addMonths(scene.today, 36),
    zone: "Europe/Berlin",
    scope: "principal, interest and the costs of enforcement",
  },
});

const lienIn = (answer: Json): string => (answer["result"] as { lien: string }).lien;

const entry = (number: string, sequence: number, at = Date.now() - 60_000): Json => ({
  register: "USPTO",
  number,
  officialAt: new Date(at).toISOString(),
  sequence,
  document: hashOf(`notice ${number}`),
});

/** The startup offers both patents to the bank; only an owner can. */
export async function propose(scene: PledgeScene): Promise<Told> {
  const { startup, bank } = scene.cast;
  const { own, shared } = scene.assets;
  const liens = { own: "", shared: "", behind: "" };
  for (const asset of ["own", "shared"] as const) {
    const made = await act(startup, "/v1/liens", proposal(scene, scene.assets[asset], bank));
    liens[asset] = lienIn(made);
  }
  scene.liens = liens;
  const seen = await bank.maker.get(`/v1/liens/${liens.shared}`);
  const missing = (seen["missing"] as { name: string }[]).map(({ name }) => name);
  expectEqual(missing, ["Institute of Ceramics", "First Bank"], "whose consent is missing");
  return {
    title: "The startup proposes liens on both patents to the bank",
    lines: [
      `${scene.amounts.shown(LOAN)} over three years`,
      `lien ${liens.own} on ${own}`,
      `lien ${liens.shared} on ${shared} waits for ${missing.join(" and ")}`,
    ],
    data: liens,
  };
}

/** Without its co-owner a shared patent is not pledged; with it, it is. */
export async function consent(scene: PledgeScene): Promise<Told> {
  const { coOwner, bank } = scene.cast;
  const { own, shared } = scene.liens;
  for (const lien of [own, shared]) await act(bank, `/v1/liens/${lien}/consent`);
  const early = await scene.registrar.post(`/v1/liens/${shared}/activation`, entry("056731/0412", 1));
  expectEqual([early.status, early.body["code"]], [422, "consent-missing"], "registration without the co-owner");
  await act(coOwner, `/v1/liens/${shared}/consent`);
  const seen = await bank.maker.get(`/v1/liens/${shared}`);
  expectEqual([seen["status"], seen["missing"]], ["consented", []], "the lien with all consents");
  return {
    title: "The co-owner consents",
    lines: [`before it did: ${String(early.body["detail"])}`],
    data: { refused: early.body["code"] },
  };
}

/** A lien exists from its official registration; the registrar alone records it. */
export async function activate(scene: PledgeScene): Promise<Told> {
  const { bank } = scene.cast;
  const { own, shared } = scene.liens;
  const usurped = await bank.maker.post(`/v1/liens/${own}/activation`, entry("056731/0411", 1));
  expectEqual([usurped.status, usurped.body["contractError"]], [422, "AccessManagedUnauthorized"], "by the lender");
  await scene.registrar.act(`/v1/liens/${own}/activation`, entry("056731/0411", 1));
  await scene.registrar.act(`/v1/liens/${shared}/activation`, entry("056731/0412", 2));
  const seen = await bank.maker.get(`/v1/liens/${own}`);
  expectEqual([seen["status"], seen["rank"]], ["active", 1], "the registered lien");
  return {
    title: "The registrar records the official registrations: the liens exist",
    lines: ["USPTO 056731/0411 and 056731/0412"],
    data: { entry: seen["entry"] },
  };
}

/** A second lender stands behind the first, in the register and in what each of them sees. */
export async function second(scene: PledgeScene): Promise<Told> {
  const { startup, fund, bank, rival } = scene.cast;
  const made = await act(startup, "/v1/liens", proposal(scene, scene.assets.own, fund, SECOND));
  const behind = lienIn(made);
  scene.liens = { ...scene.liens, behind };
  await act(fund, `/v1/liens/${behind}/consent`);
  await scene.registrar.act(`/v1/liens/${behind}/activation`, entry("056802/0007", 1, Date.now() - 30_000));
  const register = await fund.maker.get(`/v1/liens?asset=${scene.assets.own}&status=active`);
  const ranks = (register["items"] as { id: string; rank: number }[]).map(({ id, rank }) => [id, rank]);
  expectEqual(ranks, [[behind, 2], [scene.liens.own, 1]], "the ranks that the second lender sees"); // prettier-ignore
  const byLender = await startup.maker.get(`/v1/liens?lender=${bank.id}`);
  const byOwner = await bank.maker.get(`/v1/liens?owner=${startup.id}`);
  expectEqual((byLender["items"] as unknown[]).length, 2, "the bank's liens by lender");
  expectEqual((byOwner["items"] as unknown[]).length, 3, "the startup's liens by owner");
  const toRival = await rival.maker.get(`/v1/liens?owner=${startup.id}`);
  expectEqual(toRival["items"], [], "the pledge register as the rival sees it");
  return {
    title: "A second lender takes a lien behind the first",
    lines: [`${scene.amounts.shown(SECOND)} for the fund, rank 2 behind the bank's ${scene.amounts.shown(LOAN)}`],
    data: { behind },
  };
}

/** The bank is repaid and releases: the fund moves up. */
export async function release(scene: PledgeScene): Promise<Told> {
  const { bank, fund } = scene.cast;
  const { own, behind } = scene.liens;
  const document = hashOf("a release by secured party");
  const early = await fund.maker.post(`/v1/liens/${own}/release`, { document });
  expectEqual([early.status, early.body["contractError"]], [422, "NotTheLender"], "a release by another");
  await act(bank, `/v1/liens/${own}/release`, { document });
  const seen = await fund.maker.get(`/v1/liens/${behind}`);
  expectEqual([seen["status"], seen["rank"]], ["active", 1], "the second lien after the release");
  const history = await fund.maker.get(`/v1/assets/${scene.assets.own}/history`);
  const told = (history["events"] as { event: string }[]).map(({ event }) => event);
  expectEqual(told.at(-1), "LienReleased", "the last event of the patent's history");
  return {
    title: "The bank is repaid and releases its lien; the fund moves up",
    lines: [`history of the patent: ${told.join(", ")}`],
    data: { events: told.length },
  };
}
