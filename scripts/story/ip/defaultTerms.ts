import { balances } from "../story.ts";
import type { StoryParty } from "../parties.ts";
import { CURRENCY } from "../lending/scene.ts";
import { hashOf } from "./scene.ts";
import type { IpScene } from "./scene.ts";

/** What the facility's lien and the one behind it secure, and what the second lender is owed in the end. */
export const FIRST = 250_000_00n;
export const SECOND = { secured: 200_000_00n, owed: 190_000_00n };
export const DRAWN = 300_000_00n;
export const DUE_IN = 180;
export const [HIGH, LOW] = [500_000_00n, 450_000_00n];
/** Of what the lenders lose, up to a cap. */
export const FUND = { bps: 2_000n, cap: 60_000_00n };
export const GRACE_DAYS = 30;

/** Asks for the sale under the facility's lien. */
export const putUpFor = (scene: IpScene) =>
  scene.cast.lenders[0].maker.post("/v1/sales", {
    lien: scene.lien("agent"),
    reserve: scene.amounts.money(100_000_00n),
    commitBy: `${scene.dayAfter(DUE_IN + 16)}T12:00:00Z`,
    revealBy: `${scene.dayAfter(DUE_IN + 26)}T12:00:00Z`,
    evidence: hashOf("notice of default"),
  });

export const cashOf = async (party: StoryParty): Promise<bigint> => (await balances(party.maker))[CURRENCY] ?? 0n;
