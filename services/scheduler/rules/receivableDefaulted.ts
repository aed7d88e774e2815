import { claimRule } from "./claims.ts";

/**
 * The days of grace have ended - those of the recourse that the seller gave, else the service's; a debtor is in default only
 * with what it has acknowledged.
 */
export const receivableDefaulted = claimRule(
  "receivable.defaulted",
  "coalesce(d.due_at + c.recourse_grace, d.default_at)",
  "c.acknowledged_at is not null",
);
