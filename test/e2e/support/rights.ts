import { hashOf } from "../../../scripts/story/pledge/scene.ts";
import { proposal } from "../../../scripts/story/pledge/lien.ts";
import { amountsIn } from "../../../scripts/story/amounts.ts";
import { Client } from "../../../scripts/story/client.ts";
import type { Json } from "../../../scripts/story/client.ts";
import { addMonths, parseDate } from "../../../services/domain/date.ts";
import { act, admit } from "../../../scripts/story/parties.ts";
import type { StoryParty } from "../../../scripts/story/parties.ts";
import type { TestService } from "./service.ts";

const TODAY = parseDate(new Date().toISOString().slice(0, 10));
const ZONE = "America/New_York";
const evidence = hashOf("an extract");

/** What the story of the pledge leaves out: rights that are refused, sold, corrected and lost, liens that come to nothing. */
export async function rightsElse({ url, credentials }: TestService): Promise<void> {
  const registrar = new Client(url, credentials.registrar);
  const owner = await admit(url, registrar, { name: "Owner", country: "DE", roles: ["enterprise"] }, TODAY);
  const lender = await admit(url, registrar, { name: "Lender", country: "LU", roles: ["financier"] }, TODAY);
  const reason = { reason: "not in the office's register" };

  await registrar.act(`/v1/assets/${await assetOf(owner, "21000001")}/rejection`, reason);

  const asset = await assetOf(owner, "21000002");
  await registrar.act(`/v1/assets/${asset}/verification`, { evidence });
  const term = { basis: "disclaimer", expiresOn: addMonths(TODAY, 100), zone: ZONE, evidence };
  await registrar.act(`/v1/assets/${asset}/term`, term);
  await act(owner, `/v1/liens/${await lienOn(asset)}/withdrawal`, reason);
  await registrar.act(`/v1/liens/${await lienOn(asset)}/refusal`, reason);
  const lien = await lienOn(asset);
  await act(lender, `/v1/liens/${lien}/consent`);
  const official = { number: "9/1", officialAt: new Date(Date.now() - 60_000).toISOString(), sequence: 1 };
  await registrar.act(`/v1/liens/${lien}/activation`, { register: "USPTO", ...official, document: evidence });
  const sold = { owners: [{ party: lender.id, parts: 1 }], discharged: [], evidence };
  await registrar.act(`/v1/liens/${lien}/enforcement`, sold);
  await act(lender, `/v1/assets/${asset}/transfers`, { owners: [{ party: owner.id, parts: 1 }], document: evidence });
  await registrar.act(`/v1/assets/${asset}/invalidation`, { evidence });

  async function lienOn(id: string): Promise<string> {
    const made = await act(owner, "/v1/liens", proposal({ today: TODAY, amounts: amountsIn("EUR") }, id, lender));
    return (made["result"] as { lien: string }).lien;
  }
}

async function assetOf(owner: StoryParty, number: string): Promise<string> {
  const asset: Json = {
    office: "US",
    kind: "patent",
    number,
    kindCode: "B1",
    stage: "granted",
    title: "Kiln",
    owners: [{ party: owner.id, parts: 1 }],
    term: { basis: "grant", expiresOn: addMonths(TODAY, 120), source: "the office's status page" },
    feesPaidUntil: addMonths(TODAY, 24),
    zone: ZONE,
  };
  return ((await act(owner, "/v1/assets", asset))["result"] as { asset: string }).asset;
}
