import type { ProblemCode } from "./codes.ts";

/** Contract errors that have a problem of their own; every other one is refused-by-ledger. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  TagTaken: "invoice-already-registered",
  ClaimExists: "invoice-already-registered",
  CannotIssue: "issuer-not-admitted",
  AboveLtv: "above-ltv",
  DebtNotInDefault: "debt-not-in-default",
  AssetExists: "asset-already-registered",
  NotAnOwner: "owner-mismatch",
  OwnersChanged: "owner-mismatch",
  RightEnded: "right-ended",
  NotGranted: "not-granted",
  NotVerified: "not-verified",
  FeesUnpaid: "fees-unpaid",
  TitleWithheld: "title-withheld",
  DebtOutlivesRight: "debt-outlives-right",
  TermUnknown: "term-unknown",
  ContractIncomplete: "contract-incomplete",
  ConsentMissing: "consent-missing",
  AlreadyPledged: "already-pledged",
  SameDayInvention: "same-day-invention",
  InvalidationPending: "invalidation-pending",
  Refused: "lien-refused",
};

/** @param name of the contract's error, if the ledger gave one */
export const codeOfError = (name: unknown): ProblemCode =>
  (typeof name === "string" ? CODES[name] : undefined) ?? "refused-by-ledger";
