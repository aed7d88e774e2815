import { LOAN_CONVENTIONS } from "../../../domain/interest.ts";
import type { Arguments, Columns, Histories } from "../historyEvent.ts";
import { COVER_EVENTS } from "./cover.ts";

const POLICIES = ["lowest", "latest"];
const GROUNDS = ["none", "payment", "margin", "report"];
const MOTIONS = ["waiver", "amendment", "acceleration"];

const BY = ["by", "address"] as const;
const LENDER = ["lender", "address"] as const;
const AMOUNT = ["amount", "uint256"] as const;
const DRAWDOWN = ["drawdown", "uint256"] as const;
const DOCUMENT = ["document", "bytes32"] as const;
const NUMBER = ["number", "uint256"] as const;
const LIST: Columns = { columns: [undefined] };
const PAIRS: Columns = { columns: [undefined, undefined] };
const MARGIN: Arguments = [
  ["outstanding", "uint256"],
  ["value", "uint256"],
];
const NOVATION: Arguments = [["from", "address"], ["to", "address"], AMOUNT];
const CHANGE: Arguments = [
  ["rate", "(uint32"],
  ["lateRate", "uint32"],
  ["maturityDay", "uint32"],
  ["maxLtvBps", "uint16"],
  ["drawLtvBps", "uint16"],
  ["graceDays", "uint16"],
  ["cureTime", "uint32"],
  ["availableUntil", "uint40)"],
];
const TERMS: Arguments = [
  ["borrower", "address"],
  ["agent", "address"],
  ["currency", "bytes3", "letters"],
  ["convention", "uint8", LOAN_CONVENTIONS],
  ["rate", "uint32"],
  ["lateRate", "uint32"],
  ["feeBps", "uint16"],
  ["maxLtvBps", "uint16"],
  ["drawLtvBps", "uint16"],
  ["policy", "uint8", POLICIES],
  ["majorityBps", "uint16"],
  ["clock", "int32"],
  ["availableUntil", "uint40"],
  ["maturityDay", "uint32"],
  ["graceDays", "uint16"],
  ["cureTime", "uint32"],
  ["documentRoot", "bytes32"],
  ["conditions", "bytes32[]", LIST],
  ["reportDays", "uint32[]", LIST],
  ["commitments", "(address,uint96)[]", PAIRS],
];
const DRAW: Arguments = [
  ["amount", "uint96"],
  ["minimum", "uint96"],
  ["fundBy", "uint40"],
  ["schedule", "(uint32,uint96)[]", PAIRS],
];

/** What follows id, sequence number and intent; see ILendingEvents, IGuaranteesEvents. A drawdown has a history of its own. */
export const FACILITY_EVENTS: Histories = {
  FacilityProposed: [["terms", "", { members: TERMS }]],
  FacilityAccepted: [LENDER],
  FacilityAgreed: [],
  FacilityWithdrawn: [BY, ["reason", "bytes32"]],
  ConditionSatisfied: [
    ["index", "uint256"],
    ["evidence", "bytes32"],
  ],
  DrawRequested: [DRAWDOWN, ["draw", "", { members: DRAW }], ["shares", "uint256[]", LIST]],
  DrawFunded: [DRAWDOWN, LENDER, AMOUNT, ["funded", "uint256"]],
  DrawClosed: [DRAWDOWN, ["isDrawn", "bool"], ["funded", "uint256"], ["missing", "uint256"]],
  DrawReclaimed: [DRAWDOWN, LENDER, AMOUNT],
  NovationOffered: NOVATION,
  NovationConsented: NOVATION,
  Novated: NOVATION,
  ReportFiled: [["index", "uint256"], DOCUMENT],
  MarginCalled: [BY, ...MARGIN, ["cureBy", "uint256"]],
  DefaultRecorded: [BY, ["ground", "uint8", GROUNDS]],
  Cured: [BY, ...MARGIN],
  Waived: [["until", "uint256"]],
  VoteOpened: [
    NUMBER,
    ["motion", "uint8", MOTIONS],
    BY,
    ["votesBy", "uint256"],
    DOCUMENT,
    ["waivedUntil", "uint256"],
    ...CHANGE,
  ],
  VoteCast: [
    NUMBER,
    ["voter", "address"],
    ["undrawn", "uint256"],
    ["drawdowns", "uint256[]", LIST],
    ["units", "uint256[]", LIST],
    ["weight", "uint256"],
    ["total", "uint256"],
  ],
  VoteCarried: [NUMBER],
  VoteReleased: [
    ["voter", "address"],
    ["drawdowns", "uint256[]", LIST],
  ],
  Amended: [["day", "uint256"], ...CHANGE],
  Accelerated: [["day", "uint256"]],
  CollateralAttached: [["lien", "uint256"], ["asset", "bytes32"], AMOUNT],
  IncomeAssigned: [
    ["claim", "uint256"],
    ["asset", "bytes32"],
    ["units", "uint256"],
  ],
  IncomeCollected: [
    ["claim", "uint256"],
    ["paid", "uint256"],
    ["surplus", "uint256"],
  ],
  CoverKept: [AMOUNT, ["returned", "uint256"]],
  ...COVER_EVENTS,
};
