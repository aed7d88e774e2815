import type { Address, Hash } from "../../domain/brand.ts";
import { mappingSlot, slotAt } from "../../evm/worldState.ts";
import { STATUSES } from "./bundle.ts";
import type { ClaimState } from "./bundle.ts";

/** Where version 1 of the contracts keeps what is proven. A test holds it against the contracts. */
export const LAYOUT = 1;

const HEADS = 5n;
const CLAIMS = 7n;
const CLAIM_WORDS = 5n;
const STANDINGS = 1n;
const OUTCOMES = 0n;
/** Of an account: its history head, and the word that begins with its signer epoch and the count of its history. */
export const ACCOUNT_HEAD = slotAt(2n);
export const ACCOUNT_COUNTS = slotAt(3n);

export const headSlot = (claim: Hash): Hash => mappingSlot(claim, HEADS);
export const standingSlot = (account: Address): Hash => mappingSlot(account, STANDINGS);
export const outcomeSlot = (intent: Hash): Hash => mappingSlot(intent, OUTCOMES);

/** Receivables.Slots of a claim. */
export function claimSlots(claim: Hash): Hash[] {
  const first = mappingSlot(claim, CLAIMS);
  return Array.from({ length: Number(CLAIM_WORDS) }, (_, at) => slotAt(first, BigInt(at)));
}

/** Solidity packs from the lowest bits up. */
function unpack(word: bigint, ...widths: readonly number[]): bigint[] {
  let rest = word;
  return widths.map((width) => {
    const value = rest & ((1n << BigInt(width)) - 1n);
    rest >>= BigInt(width);
    return value;
  });
}

export interface StoredClaim {
  readonly state: ClaimState;
  /** Numbers of the parties, and of the events in the history. */
  readonly seller: bigint;
  readonly debtor: bigint;
  readonly seq: bigint;
}

const DISPUTED = 1n << 4n;

export function readClaim(words: readonly bigint[]): StoredClaim {
  const [terms = 0n, payments = 0n, excess = 0n, , credits = 0n] = words;
  const [seller = 0n, debtor = 0n, seq = 0n, dueAt = 0n, units = 0n, status = 0n, waivers = 0n] = unpack(
    terms,
    ...[32, 32, 32, 40, 96, 8, 8],
  );
  const [received = 0n, paidOut = 0n] = unpack(payments, 96, 96);
  const [suspense = 0n, redeemed = 0n, isClosed = 0n] = unpack(excess, 96, 96, 8);
  const [diluted = 0n, sellerPaid = 0n] = unpack(credits, 96, 96);
  const state = {
    status: STATUSES[Number(status)] ?? "none",
    units,
    received,
    diluted,
    sellerPaid,
    paidOut,
    suspense,
    redeemed,
    dueAt,
    isDisputed: (waivers & DISPUTED) !== 0n,
    isClosed: isClosed !== 0n,
  };
  return { state, seller, debtor, seq };
}

/** A party's number, zero for whoever is none; see Standings.sol. */
export const partyNumber = (standing: bigint): bigint => (standing >> 64n) & 0xffffffffn;

/** The count of an account's history. */
export const historyCount = (counts: bigint): bigint => (counts >> 32n) & 0xffffffffn;
