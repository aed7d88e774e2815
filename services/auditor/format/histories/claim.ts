import type { Histories } from "../historyEvent.ts";
import { COVER_EVENTS } from "./cover.ts";

const SOURCES = ["debtor", "third-party", "bank", "turn-over", "dilution"];
const MAKINGS = ["paid", "owed", "reduced"];

/** What follows id, sequence number and intent; see IClaimToken, IReceivables, IServicingEvents. */
export const CLAIM_EVENTS: Histories = {
  Registered: [
    ["seller", "address"],
    ["debtor", "address"],
    ["currency", "bytes3", "letters"],
    ["face", "uint256"],
    ["dueAt", "uint40"],
    ["documentRoot", "bytes32"],
    ["sameNumber", "bool"],
  ],
  Acknowledged: [
    ["amount", "uint256"],
    ["dueAt", "uint40"],
    ["waivers", "uint8"],
    ["terms", "bytes32"],
  ],
  Cancelled: [["reason", "bytes32"]],
  Paid: [
    ["payer", "address"],
    ["amount", "uint256"],
    ["source", "uint8", SOURCES],
    ["ref", "bytes32"],
    ["received", "uint256"],
  ],
  Suspended: [
    ["amount", "uint256"],
    ["suspense", "uint256"],
  ],
  Refunded: [
    ["to", "address"],
    ["amount", "uint256"],
  ],
  Settled: [],
  Closed: [["dust", "uint256"]],
  Transferred: [
    ["from", "address"],
    ["to", "address"],
    ["units", "uint256"],
    ["reference", "bytes32"],
  ],
  Withdrawn: [
    ["holder", "address"],
    ["amount", "uint256"],
    ["withdrawn", "uint256"],
  ],
  Redeemed: [
    ["holder", "address"],
    ["units", "uint256"],
  ],
  UnitsFrozen: [
    ["holder", "address"],
    ["units", "uint256"],
    ["reason", "bytes32"],
  ],
  UnitsForced: [
    ["from", "address"],
    ["to", "address"],
    ["units", "uint256"],
    ["reason", "bytes32"],
  ],
  WithdrawalForced: [
    ["from", "address"],
    ["to", "address"],
    ["amount", "uint256"],
    ["reason", "bytes32"],
  ],
  Rejected: [["reason", "bytes32"]],
  Disputed: [
    ["amount", "uint256"],
    ["resolveBy", "uint40"],
    ["reason", "bytes32"],
  ],
  DisputeWithdrawn: [["reason", "bytes32"]],
  CreditProposed: [
    ["amount", "uint256"],
    ["making", "uint8", MAKINGS],
    ["documentRoot", "bytes32"],
  ],
  CreditDeclined: [
    ["by", "address"],
    ["reason", "bytes32"],
  ],
  Credited: [
    ["amount", "uint256"],
    ["making", "uint8", MAKINGS],
    ["documentRoot", "bytes32"],
    ["disputed", "uint256"],
  ],
  AmendmentProposed: [
    ["dueAt", "uint40"],
    ["documentRoot", "bytes32"],
  ],
  Amended: [
    ["dueAt", "uint40"],
    ["documentRoot", "bytes32"],
  ],
  RecourseGiven: [
    ["grace", "uint32"],
    ["buyBackTime", "uint32"],
  ],
  DiscountGranted: [
    ["bps", "uint16"],
    ["until", "uint40"],
  ],
  DiscountTaken: [["amount", "uint256"]],
  WireRecalled: [
    ["bank", "address"],
    ["ref", "bytes32"],
    ["amount", "uint256"],
    ["reason", "bytes32"],
    ["suspense", "uint256"],
  ],
  PutMade: [
    ["holder", "address"],
    ["units", "uint256"],
    ["deadline", "uint40"],
  ],
  PutWithdrawn: [
    ["holder", "address"],
    ["units", "uint256"],
  ],
  BoughtBack: [
    ["holder", "address"],
    ["units", "uint256"],
    ["price", "uint256"],
  ],
  CreditPaid: [["amount", "uint256"]],
  WrittenOff: [["reason", "bytes32"]],
  ...COVER_EVENTS,
};
