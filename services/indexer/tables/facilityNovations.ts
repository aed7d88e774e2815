import type { Address, Hash } from "../../domain/brand.ts";
import { amount, bool, text } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Undrawn commitments that a lender offers to another; nothing is left of one that was taken over but its events. */
export const facilityNovations = stateTable("facility_novations", ["facilityId", "giver"], {
  facilityId: text<Hash>(),
  giver: text<Address>(),
  taker: text<Address>(),
  amount,
  consented: bool,
});
