import { claimRule } from "./claims.ts";

/** The days of grace have ended; a debtor is in default only with what it has acknowledged. */
export const receivableDefaulted = claimRule("receivable.defaulted", "d.default_at", "c.acknowledged_at is not null");
