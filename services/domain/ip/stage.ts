import type { AssetNumber } from "./assetNumber.ts";
import type { AssetKind, AssetStage, StageReason } from "./kind.ts";
import type { Office } from "./office.ts";

export interface ReadStage {
  readonly stage: AssetStage;
  readonly reason: StageReason;
}

/**
 * What number and kind code themselves say of a right that cannot be pledged; undefined where they do not tell, and somebody has
 * to say how far the right has come.
 */
export function stageIn(given: {
  readonly office: Office;
  readonly kind: AssetKind;
  readonly number: AssetNumber;
  readonly kindCode?: string | undefined;
  /** Of a European patent: the Unified Patent Court's register of unitary effect names it. */
  readonly hasUnitaryEffect: boolean;
}): ReadStage | undefined {
  const { office, kind, number, kindCode = "" } = given;
  if (kind === "trademark" && office === "US" && number.includes("/"))
    return { stage: "application", reason: "application" };
  if (kind !== "patent" && kind !== "utility-model" && kind !== "design") return undefined;
  if (office === "US" && /^H\d/.test(number)) return { stage: "no-right", reason: "statutory-invention-registration" };
  if (office === "US" && number.includes("/")) return { stage: "application", reason: "application" };
  if (isUnexamined(office, number, kindCode)) return { stage: "application", reason: "unexamined-publication" };
  if (office === "EP" && !given.hasUnitaryEffect) return { stage: "no-right", reason: "bundle-of-national-parts" };
  return undefined;
}

/** The US printed granted patents with a bare A before 2001; international applications are never granted as such. */
function isUnexamined(office: Office, number: AssetNumber, kindCode: string): boolean {
  if (office === "WO") return true;
  if (office === "US") return /^A[1-9]$/.test(kindCode) || /^(19|20)\d{9}$/.test(number);
  return /^A\d?$/.test(kindCode);
}
