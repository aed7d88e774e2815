import type { Address, ClaimId } from "../../domain/brand.ts";
import { amount, nullable, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** A holder's units and share of the payments, see library Distribution. */
export const holdings = stateTable("holdings", ["claimId", "holder"], {
  claimId: text<ClaimId>(),
  holder: text<Address>(),
  units: amount,
  correction: amount,
  withdrawn: amount,
  frozen: amount,
  locked: amount,
  putDeadline: nullable(whole),
});
