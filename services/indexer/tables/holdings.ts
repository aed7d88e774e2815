import type { Address, ClaimId } from "../../domain/brand.ts";
import { amount, text } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** A holder's units and share of the payments, see library Distribution. */
export const holdings = stateTable("holdings", ["claimId", "holder"], {
  claimId: text<ClaimId>(),
  holder: text<Address>(),
  units: amount,
  correction: amount,
  withdrawn: amount,
  frozen: amount,
});
