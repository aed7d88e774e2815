/** Kinds of intangible assets, in the order of IAssets.Kind. */
export const ASSET_KINDS = [
  "patent",
  "utility-model",
  "design",
  "trademark",
  "software-copyright",
  "data-asset",
  "other",
] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** How far a right has come at its office, in the order of IAssets.Stage. Only a granted one can be pledged. */
export const ASSET_STAGES = ["granted", "application", "no-right"] as const;
export type AssetStage = (typeof ASSET_STAGES)[number];

/** Why a thing in a register is no right that can be pledged. */
export type StageReason =
  /** Its number is that of an application, or the applicant says so. */
  | "application"
  /** Published before examination: kind codes A1, A2 ... */
  | "unexamined-publication"
  /** A US statutory invention registration (H) gives no right to exclude. */
  | "statutory-invention-registration"
  /** A European patent without unitary effect is a bundle: its national parts are pledged, each at its office. */
  | "bundle-of-national-parts";

/** What the end of a term rests on, in the order of IAssets.Basis. */
export const TERM_BASES = [
  "unknown",
  "unlimited",
  "grant",
  "term-adjustment",
  "disclaimer",
  "extension",
  "renewal",
] as const;
export type TermBasis = (typeof TERM_BASES)[number];
