import type { Hash } from "../../../domain/brand.ts";
import { mappingSlot, slotAt } from "../../../evm/worldState.ts";
import { unpack } from "../layout.ts";
import { STATUSES } from "../state.ts";
import type { ClaimState } from "../state.ts";

const HEADS = 5n;
const CLAIMS = 7n;
const CLAIM_WORDS = 5n;

export const claimHeadSlot = (claim: Hash): Hash => mappingSlot(claim, HEADS);

/** Receivables.Slots of a claim. */
export function claimSlots(claim: Hash): Hash[] {
  const first = mappingSlot(claim, CLAIMS);
  return Array.from({ length: Number(CLAIM_WORDS) }, (_, at) => slotAt(first, BigInt(at)));
}

export interface ClaimWords {
  readonly state: ClaimState;
  /** Numbers of the parties, and of the events in the history. */
  readonly seller: bigint;
  readonly debtor: bigint;
  readonly seq: bigint;
}

const DISPUTED = 1n << 4n;

export function readClaim(words: readonly bigint[]): ClaimWords {
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
