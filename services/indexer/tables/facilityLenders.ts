import type { Address, Hash } from "../../domain/brand.ts";
import { amount, bool, text } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** What each lender has promised, for its own part only, and what of it is not lent yet. */
export const facilityLenders = stateTable("facility_lenders", ["facilityId", "lender"], {
  facilityId: text<Hash>(),
  lender: text<Address>(),
  committed: amount,
  undrawn: amount,
  accepted: bool,
});
