import { claimRule } from "./claims.ts";

/** The due date has begun. */
export const receivableDue = claimRule("receivable.due", "d.day_at");
