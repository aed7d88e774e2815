import { admit } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import type { PledgeScene } from "./scene.ts";

/** Everybody who takes part is admitted by the registrar. */
export async function admitParties(scene: PledgeScene): Promise<Told> {
  const { network, registrar, today } = scene;
  const join = (name: string, country: string, role: string): Promise<StoryParty> =>
    admit(network.url, registrar, { name, country, roles: [role] }, today);
  scene.cast = {
    startup: await join("Keramik Cells GmbH", "DE", "enterprise"),
    coOwner: await join("Institute of Ceramics", "DE", "enterprise"),
    bank: await join("First Bank", "LU", "financier"),
    fund: await join("Growth Fund", "IE", "financier"),
    appraiser: await join("Meyer Valuers", "DE", "appraiser"),
    surveyor: await join("Survey & Sons", "IE", "appraiser"),
    rival: await join("Rival Cells AG", "CH", "enterprise"),
  };
  const parties = Object.values<StoryParty>({ ...scene.cast });
  return {
    title: "A startup, its co-owner, two lenders, two appraisers and a rival are admitted",
    lines: parties.map(({ name, account }) => `${name}: ${account}`),
    data: { parties: parties.map(({ id }) => id) },
  };
}
