import type { Address, Hash } from "../../domain/brand.ts";
import { amount, bool, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** The guarantee of a claim or a facility, the subject, if it has one. Of its layers and shares only as many count as the last offer had. */
export const guarantees = stateTable("guarantees", ["subject"], {
  subject: text<Hash>(),
  contract: text<Address>(),
  arranger: text<Address>(),
  /** The claim's, or the end of the facility's last day, as it was offered. */
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
