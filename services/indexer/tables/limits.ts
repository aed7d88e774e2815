import type { Address } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Whose risk a financier limits: of who registered a claim, or of who owes it. */
export type LimitSubject = "seller" | "debtor";

export const limits = stateTable("limits", ["market", "financier", "subject", "party", "currency"], {
  market: text<Address>(),
  financier: text<Address>(),
  subject: text<LimitSubject>(),
  party: text<Address>(),
  currency: text(),
  cap: nullable(amount),
  used: amount,
  setBlock: whole,
  setAt: whole,
});
