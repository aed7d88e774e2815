import type { ContractName } from "../../chain/artifacts.ts";

const POLICY = ["AuthorityUpdated"];
/** What several contracts say of a facility, whose history another keeps. */
const OF_LENDING = [
  "Accelerated",
  "Amended",
  "CollateralAttached",
  "ConditionSatisfied",
  "CoverKept",
  "CoverReceived",
  "CoverReturned",
  "Cured",
  "DefaultRecorded",
  "DrawClosed",
  "DrawFunded",
  "DrawReclaimed",
  "DrawRequested",
  "Drawn",
  "FacilityAccepted",
  "FacilityAgreed",
  "FacilityProposed",
  "FacilityWithdrawn",
  "IncomeAssigned",
  "IncomeCollected",
  "MarginCalled",
  "Novated",
  "NovationConsented",
  "NovationOffered",
  "Repaid",
  "ReportFiled",
  "VoteCarried",
  "VoteCast",
  "VoteOpened",
  "VoteReleased",
  "Waived",
];

/** What a guarantee says of a claim or a facility, likewise. */
const OF_COVER = [
  "CoverDemanded",
  "CoverPaid",
  "CoverRecovered",
  "GuaranteeOffered",
  "LayerOffered",
  "PremiumPaid",
  "ReserveFunded",
  "ReserveReleased",
  "ShareAccepted",
  "ShareOffered",
];

/** Kept as raw logs only: no table says more than the log, or the contract itself is asked. */
export const UNPROJECTED: Readonly<Record<ContractName, readonly string[]>> = {
  // Who holds which role is asked of the contract, which alone knows which delays have passed.
  AccessManager: [
    "OperationCanceled",
    "OperationExecuted",
    "OperationScheduled",
    "RoleAdminChanged",
    "RoleGranted",
    "RoleGrantDelayChanged",
    "RoleGuardianChanged",
    "RoleLabel",
    "RoleRevoked",
    "TargetAdminDelayUpdated",
    "TargetClosed",
    "TargetFunctionRoleUpdated",
  ],
  // History alone holds TransferAgreed: an agreement counts until the title changes.
  Assets: [...POLICY, "TransferAgreed"],
  Attestations: POLICY,
  Bulk: ["Refused"],
  // What a bank may still book depends on the day: capLeft().
  Cash: [...POLICY, "Approval", "DailyCapSet"],
  // As for Receivables.
  Facilities: [
    ...POLICY,
    "Amended",
    "WithdrawalForced",
    "ApprovalForAll",
    "CashSet",
    "ForcedTransfer",
    "Frozen",
    "TransferBatch",
    "Transferred",
    "URI",
  ],
  // The first tag is the claim's id; whether a tag is taken, isTaken() answers for all versions.
  Fingerprints: [...POLICY, "Taken"],
  Loans: POLICY,
  Collateral: [],
  Income: [],
  // The asset contract keeps the history, and emits these.
  Sales: [
    "AssetSold",
    "ProceedsDemanded",
    "ProceedsPaid",
    "SaleBidCommitted",
    "SaleBidRevealed",
    "SaleFailed",
    "SaleOpened",
    "SurplusPaid",
  ],
  // As Servicing's below.
  Guarantees: OF_COVER,
  FacilityGuarantees: OF_COVER,
  Market: [...POLICY, "TokenListed"],
  Parties: POLICY,
  Policies: POLICY,
  PartyAccount: [],
  // History alone holds Transferred; the standards' own events repeat it. A batch of transfers is announced
  // claim by claim: TransferBatch stands in the standard's interface and is never emitted.
  Receivables: [
    ...POLICY,
    "WithdrawalForced",
    "ApprovalForAll",
    "CashSet",
    "ForcedTransfer",
    "Frozen",
    "TransferBatch",
    "Transferred",
    "URI",
  ],
  Relay: ["IntentRefused", "NotAttempted"],
  StandingOffers: [],
  // Its entries of a claim's history are emitted by the claim contract, which keeps the history.
  Servicing: [
    ...POLICY,
    "Amended",
    "AmendmentProposed",
    "BoughtBack",
    "CreditDeclined",
    "CreditPaid",
    "CreditProposed",
    "Credited",
    "DiscountGranted",
    "DiscountTaken",
    "DisputeWithdrawn",
    "Disputed",
    "PutMade",
    "PutWithdrawn",
    "RecourseGiven",
    "Rejected",
    "WireRecalled",
    "WrittenOff",
  ],
  // Likewise: the facility contract keeps the history, and emits these.
  Covenants: [...POLICY, ...OF_LENDING],
  Syndication: [...POLICY, ...OF_LENDING],
  Votes: OF_LENDING,
};
