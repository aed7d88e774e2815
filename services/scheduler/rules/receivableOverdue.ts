import { claimRule } from "./claims.ts";

/** The due date has ended in its zone. */
export const receivableOverdue = claimRule("receivable.overdue", "d.due_at");
