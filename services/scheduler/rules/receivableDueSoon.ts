import { claimRule } from "./claims.ts";

/** The seventh day before the due date has begun. Who learns of the claim later is told by what comes next. */
export const receivableDueSoon = claimRule("receivable.due-soon", "d.soon_at", "d.tomorrow_at >= c.registered_at");
