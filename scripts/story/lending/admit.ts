import { Client } from "../client.ts";
import { admit, approved } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { Told } from "../story.ts";
import { COMMITMENTS, TOTAL } from "./scene.ts";
import type { LendingCast, LendingScene } from "./scene.ts";

/** The registrar admits a start-up, three lenders and a bank, which books what the lenders bring. */
export async function admitParties(scene: LendingScene): Promise<Told> {
  const { url, credentials } = scene.network;
  const registrar = new Client(url, credentials.registrar);
  const join = async (name: string, country: string, role: string, more: object = {}): Promise<StoryParty> =>
    admit(url, registrar, { name, country, roles: [role], ...more }, scene.today);
  const cast: LendingCast = {
    startup: await join("Lumen Photonics", "DE", "enterprise"),
    lenders: [
      await join("Northgate Bank", "LU", "financier"),
      await join("Harbour Credit Fund", "NL", "financier"),
      await join("Meridian Savings Bank", "AT", "financier"),
    ],
    bank: await join("Settlement Bank", "DE", "settlement-bank", { threshold: 2, checkers: 1 }),
  };
  scene.cast = cast;
  const grant = await new Client(url, credentials.governorMaker).act(`/v1/parties/${cast.bank.id}/grants`, {
    role: "settlement",
    dailyCaps: [scene.amounts.money(TOTAL * 4n)],
  });
  await approved(new Client(url, credentials.governorChecker), grant, "grant of settlement");
  for (const [at, lender] of cast.lenders.entries()) {
    await scene.deposit(lender, (COMMITMENTS[at] ?? 0n) * 2n, `deposit ${lender.id.slice(2, 10)}`);
  }
  return {
    title: "The registrar admits a start-up, three lenders and a settlement bank",
    lines: [cast.startup, ...cast.lenders].map(({ name, account }) => `${name.padEnd(24)} account ${account}`),
    data: { startup: cast.startup.id, lenders: cast.lenders.map(({ id }) => id) },
  };
}
