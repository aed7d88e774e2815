import type { Address, ClaimId } from "../../domain/brand.ts";
import { amount, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";
import type { LimitSubject } from "./limits.ts";

/** What a financier holds of one claim, as last counted against its limits. */
export const exposures = stateTable("exposures", ["market", "financier", "subject", "claimId"], {
  market: text<Address>(),
  financier: text<Address>(),
  subject: text<LimitSubject>(),
  claimId: text<ClaimId>(),
  party: text<Address>(),
  currency: text(),
  amount,
  countedBlock: whole,
  countedAt: whole,
});
