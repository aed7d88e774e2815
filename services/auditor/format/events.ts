import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { fromHex, toHex } from "../../domain/hex.ts";
import { DomainError } from "../../domain/problem.ts";
import { keccakText } from "../../evm/words.ts";
import type { LoggedEvent } from "./bundle.ts";

type Kind = "uint" | "address" | "bytes32" | "currency" | "source" | "making" | "bool";
type Value = string | boolean;

/** What follows id, sequence number and intent in an event of a claim's history; see IClaimToken, IReceivables, IServicingEvents, IGuaranteesEvents. */
const CLAIM_EVENTS: Readonly<Record<string, readonly (readonly [name: string, type: string, kind?: Kind])[]>> = {
  Registered: [
    ["seller", "address"],
    ["debtor", "address"],
    ["currency", "bytes3", "currency"],
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
    ["source", "uint8", "source"],
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
    ["making", "uint8", "making"],
    ["documentRoot", "bytes32"],
  ],
  CreditDeclined: [
    ["by", "address"],
    ["reason", "bytes32"],
  ],
  Credited: [
    ["amount", "uint256"],
    ["making", "uint8", "making"],
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
  GuaranteeOffered: [
    ["arranger", "address"],
    ["dueAt", "uint40"],
    ["grace", "uint32"],
    ["layers", "uint8"],
    ["shares", "uint8"],
    ["terms", "bytes32"],
  ],
  LayerOffered: [
    ["layer", "uint8"],
    ["bps", "uint16"],
    ["cap", "uint256"],
    ["validUntil", "uint40"],
  ],
  ShareOffered: [
    ["share", "uint8"],
    ["layer", "uint8"],
    ["guarantor", "address"],
    ["weight", "uint16"],
    ["premium", "uint256"],
    ["reserve", "uint256"],
  ],
  ShareAccepted: [
    ["share", "uint8"],
    ["reserve", "uint256"],
  ],
  PremiumPaid: [
    ["share", "uint8"],
    ["amount", "uint256"],
  ],
  ReserveFunded: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["reserve", "uint256"],
  ],
  CoverDemanded: [
    ["holder", "address"],
    ["loss", "uint256"],
    ["reason", "bytes32"],
  ],
  CoverPaid: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["paid", "uint256"],
    ["reserve", "uint256"],
  ],
  CoverRecovered: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["recovered", "uint256"],
  ],
  ReserveReleased: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["reserve", "uint256"],
  ],
};

const SOURCES = ["debtor", "third-party", "bank", "turn-over", "dilution"];
const MAKINGS = ["paid", "owed", "reduced"];
const WORD = 32;
const HEADER_WORDS = 2;

const names = new Map(
  Object.entries(CLAIM_EVENTS).map(([name, arguments_]) => {
    const types = ["uint256", "uint32", "bytes32", ...arguments_.map(([, type]) => type)];
    return [toHex(keccakText(`${name}(${types.join(",")})`)), name];
  }),
);

/** An event of a claim's history: amounts and instants as decimal digits, addresses and hashes in hexadecimal ones. */
export interface ClaimEvent {
  readonly name: string;
  readonly claim: Hash;
  readonly seq: bigint;
  /** Zero where no intent of a party caused it. */
  readonly intent: Hash;
  readonly facts: Readonly<Record<string, Value>>;
}

/** @throws DomainError unknown-event */
export function readClaimEvent({ topics: [topic, subject], data }: LoggedEvent): ClaimEvent {
  const name = names.get(topic ?? "0x");
  const fields = name === undefined ? undefined : CLAIM_EVENTS[name];
  if (name === undefined || !fields || subject === undefined)
    throw new DomainError("unknown-event", `no event of a claim has the topic ${topic ?? "none"}`);
  const words = wordsOf(data);
  if (words.length !== HEADER_WORDS + fields.length)
    throw new DomainError("unknown-event", `${name} does not have ${words.length} arguments`);
  const facts = fields.map(([field, type, kind], at): [string, Value] => [
    field,
    read(words[HEADER_WORDS + at] ?? "0x", kind ?? kindOf(type)),
  ]);
  return {
    name,
    claim: subject,
    seq: BigInt(words[0] ?? 0),
    intent: (words[1] ?? "0x") as Hash,
    facts: Object.fromEntries(facts),
  };
}

const kindOf = (type: string): Kind => (type.startsWith("uint") ? "uint" : (type as Kind));

function read(word: Hex, kind: Kind): Value {
  switch (kind) {
    case "uint":
      return BigInt(word).toString();
    case "address":
      return `0x${word.slice(-40)}` as Address;
    case "currency":
      return new TextDecoder("latin1").decode(fromHex(word.slice(0, 8)));
    case "source":
      return SOURCES[Number(BigInt(word))] ?? word;
    case "making":
      return MAKINGS[Number(BigInt(word))] ?? word;
    case "bool":
      return BigInt(word) !== 0n;
    case "bytes32":
      return word;
  }
}

/** @throws DomainError unknown-event when the data is not whole words */
export function wordsOf(data: Hex): Hex[] {
  const bytes = fromHex(data);
  if (bytes.length % WORD !== 0) throw new DomainError("unknown-event", "an event's data is not made of whole words");
  return Array.from({ length: bytes.length / WORD }, (_, at) => toHex(bytes.subarray(at * WORD, (at + 1) * WORD)));
}
