/** In the order of ILiens.LienKind: a security interest ranks among others, a pledge stands alone. */
export const LIEN_KINDS = ["security-interest", "pledge"] as const;
export type LienKind = (typeof LIEN_KINDS)[number];

export const LIEN_STATUSES = [
  "proposed",
  "consented",
  "active",
  "released",
  "enforced",
  "withdrawn",
  "refused",
] as const;
export type LienStatus = (typeof LIEN_STATUSES)[number];

/** Flaws that the parties of a lien can insist in spite of: bits of Notices in contracts/libraries/Roles.sol. */
export const NOTICES = { "invalidation-pending": 1, "same-day-invention": 2 } as const;
export type Notice = keyof typeof NOTICES;
export const NOTICE_NAMES = Object.keys(NOTICES) as Notice[];
