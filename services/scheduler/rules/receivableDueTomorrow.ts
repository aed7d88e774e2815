import { claimRule } from "./claims.ts";

/** The day before the due date has begun. */
export const receivableDueTomorrow = claimRule(
  "receivable.due-tomorrow",
  "d.tomorrow_at",
  "d.day_at >= c.registered_at",
);
