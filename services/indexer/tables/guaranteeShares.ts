import type { Address, Hash } from "../../domain/brand.ts";
import { amount, bool, small, text } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Shares of layers: who bears how much of it, and what it has set aside, paid and got back. */
export const guaranteeShares = stateTable("guarantee_shares", ["subject", "share"], {
  subject: text<Hash>(),
  share: small,
  layer: small,
  guarantor: text<Address>(),
  weight: small,
  premium: amount,
  /** What has to be set aside on acceptance. */
  reserveAsked: amount,
  isAccepted: bool,
  isPremiumPaid: bool,
  /** Set aside now. */
  reserve: amount,
  paid: amount,
  recovered: amount,
});
