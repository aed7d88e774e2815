import { ASSET_KINDS, ASSET_STAGES, TERM_BASES } from "../../../domain/ip/kind.ts";
import type { Histories } from "../historyEvent.ts";

export const LIEN_KINDS = ["security-interest", "pledge"] as const;

const TERM: Histories[string] = [
  ["expiresAt", "(uint40"],
  ["basis", "uint8", TERM_BASES],
  ["source", "bytes32)"],
];
const OWNERS = ["owners", "(address,uint32)[]", { columns: [undefined, undefined] }] as const;
const EVIDENCE: Histories[string] = [["evidence", "bytes32"]];
const LIEN = ["lien", "uint256"] as const;
const BY = ["by", "address"] as const;
const SALE = ["sale", "uint256"] as const;
const BIDDER = ["bidder", "address"] as const;

/** What follows id, sequence number and intent; see IAssets, ILiens and ISalesEvents. */
export const ASSET_EVENTS: Histories = {
  AssetRegistered: [
    BY,
    ["office", "bytes2", "letters"],
    ["assetKind", "uint8", ASSET_KINDS],
    ["number", "bytes32", "text"],
    ["stage", "uint8", ASSET_STAGES],
    ...TERM,
    ["feesPaidUntil", "uint40"],
    ["hasSameDayInvention", "bool"],
    OWNERS,
    ["title", "uint32"],
    ["documentRoot", "bytes32"],
  ],
  AssetVerified: EVIDENCE,
  AssetRejected: [["reason", "bytes32"]],
  TransferAgreed: [BY, ["terms", "bytes32"]],
  OwnershipTransferred: [OWNERS, ["title", "uint32"], ["document", "bytes32"]],
  StageRecorded: [["stage", "uint8", ASSET_STAGES], ...EVIDENCE],
  TermRecorded: TERM,
  FeesRecorded: [["feesPaidUntil", "uint40"], ...EVIDENCE],
  ContestRecorded: [["isContested", "bool"], ...EVIDENCE],
  RestraintRecorded: [["isWithheld", "bool"], ...EVIDENCE],
  AssetExpired: EVIDENCE,
  AssetInvalidated: EVIDENCE,
  AssetRestored: EVIDENCE,
  LienProposed: [
    LIEN,
    BY,
    ["asset", "(bytes32"],
    ["lienKind", "uint8", LIEN_KINDS],
    ["lender", "address"],
    ["amount", "uint96"],
    ["currency", "bytes3", "letters"],
    ["debtDueAt", "uint40"],
    ["notices", "uint8"],
    ["debt", "bytes32"],
    ["documentRoot", "bytes32)"],
    ["title", "uint32"],
  ],
  LienConsented: [LIEN, BY, ["isComplete", "bool"]],
  LienWithdrawn: [LIEN, BY, ["reason", "bytes32"]],
  LienRefused: [LIEN, ["reason", "bytes32"]],
  LienActivated: [
    LIEN,
    ["register", "(bytes32", "text"],
    ["number", "bytes32", "text"],
    ["officialAt", "uint40"],
    ["sequence", "uint32"],
    ["documentHash", "bytes32)"],
    ["rank", "uint8"],
  ],
  LienReleased: [LIEN, BY, ["document", "bytes32"]],
  LienEnforced: [LIEN, ["evidence", "bytes32"]],
  SaleOpened: [
    SALE,
    LIEN,
    ["lender", "address"],
    ["currency", "bytes3", "letters"],
    ["owed", "uint96"],
    ["reserve", "uint96"],
    ["commitBy", "uint40"],
    ["revealBy", "uint40"],
    ...EVIDENCE,
  ],
  ProceedsDemanded: [SALE, LIEN, ["owed", "uint96"], ...EVIDENCE],
  SaleBidCommitted: [SALE, BIDDER, ["commitment", "bytes32"]],
  SaleBidRevealed: [SALE, BIDDER, ["amount", "uint96"], ["isBest", "bool"]],
  AssetSold: [SALE, ["buyer", "address"], ["price", "uint96"], ["surplus", "uint96"], ["surviving", "uint256"]],
  SaleFailed: [SALE],
  ProceedsPaid: [SALE, LIEN, ["owed", "uint96"], ["paid", "uint96"]],
  SurplusPaid: [SALE, ["owner", "address"], ["paid", "uint96"]],
};
