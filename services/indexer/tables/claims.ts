import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import { amount, bool, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export type ClaimStatus = "registered" | "acknowledged" | "settled" | "cancelled" | "written-off";

/** How a credit note is made good: IServicingEvents.Making. */
export type Making = "paid" | "owed" | "reduced";

export const claims = stateTable("claims", ["id"], {
  id: text<ClaimId>(),
  contract: text<Address>(),
  seller: text<Address>(),
  debtor: text<Address>(),
  currency: text(),
  status: text<ClaimStatus>(),
  face: amount,
  acknowledged: nullable(amount),
  units: amount,
  dueAt: whole,
  waivers: small,
  terms: nullable(text<Hash>()),
  sameNumber: bool,
  documentRoot: text<Hash>(),
  debtorPaid: amount,
  diluted: amount,
  sellerPaid: amount,
  /** Paid by guarantors, less what debtor and seller have paid for them since; units share it with what those paid. */
  covered: amount,
  disputed: amount,
  disputeResolveBy: nullable(whole),
  disputeReason: nullable(text<Hash>()),
  creditAmount: nullable(amount),
  creditMaking: nullable(text<Making>()),
  creditRoot: nullable(text<Hash>()),
  amendmentDueAt: nullable(whole),
  amendmentRoot: nullable(text<Hash>()),
  recourseGrace: nullable(whole),
  recourseBuyBackTime: nullable(whole),
  discountBps: nullable(small),
  discountUntil: nullable(whole),
  discountTaken: nullable(amount),
  rejectedAt: nullable(whole),
  rejectReason: nullable(text<Hash>()),
  paidOut: amount,
  suspense: amount,
  redeemed: amount,
  version: whole,
  seq: whole,
  head: text<Hash>(),
  registeredBlock: whole,
  registeredAt: whole,
  acknowledgedBlock: nullable(whole),
  acknowledgedAt: nullable(whole),
  settledBlock: nullable(whole),
  settledAt: nullable(whole),
  cancelledBlock: nullable(whole),
  cancelledAt: nullable(whole),
  writtenOffBlock: nullable(whole),
  writtenOffAt: nullable(whole),
  closedBlock: nullable(whole),
  closedAt: nullable(whole),
});
