import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { amount, bool, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** The guarantee of a claim, if it has one. Of a claim's layers and shares only as many count as the last offer had. */
export const guarantees = stateTable("guarantees", ["claimId"], {
  claimId: text<ClaimId>(),
  contract: text<Address>(),
  arranger: text<Address>(),
  /** The claim's, as it was offered. */
  dueAt: whole,
  /** Seconds. */
  grace: whole,
  terms: text<Hash>(),
  layers: small,
  shares: small,
  isAccepted: bool,
  paid: amount,
  offeredBlock: whole,
  offeredAt: whole,
  demandedAt: nullable(whole),
  demandedBy: nullable(text<Address>()),
  demandLoss: nullable(amount),
  demandReason: nullable(text<Hash>()),
});
