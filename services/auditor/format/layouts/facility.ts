import type { Hash } from "../../../domain/brand.ts";
import { mappingSlot, slotAt } from "../../../evm/worldState.ts";
import { addressOf, lettersOf, unpack } from "../layout.ts";
import type { ReadSlot } from "../layout.ts";
import { DRAWDOWN_STATUSES, FACILITY_STATUSES } from "../state.ts";
import type { FacilityState } from "../state.ts";

/** As of every contract that keeps units; the first own slot is 7. */
const HEADS = 5n;
const FACILITIES = 7n;
const DRAWDOWNS = 8n;

export interface FacilityWords {
  readonly state: FacilityState;
  readonly seq: bigint;
}

export const facilityHeadSlot = (facility: Hash): Hash => mappingSlot(facility, HEADS);

/** IFacilities.Facility with what was drawn under it, out of storage. */
export function readFacility(facility: Hash, drawdowns: readonly Hash[], slot: ReadSlot): FacilityWords {
  const first = mappingSlot(facility, FACILITIES);
  const [borrower = 0n, currency = 0n, status = 0n, seq = 0n] = unpack(slot(first), ...[160, 24, 8, 32]);
  const state: FacilityState = {
    borrower: addressOf(borrower),
    agent: addressOf(slot(slotAt(first, 1n))),
    currency: lettersOf(currency, 3),
    status: FACILITY_STATUSES[Number(status)] ?? "none",
    drawdowns: drawdowns.map((drawdown) => readDrawdown(drawdown, slot)),
  };
  return { state, seq };
}

/** IFacilities.Drawdown: its facility stands in the first word, which the drawdown's id has been made of. */
function readDrawdown(drawdown: Hash, slot: ReadSlot): FacilityState["drawdowns"][number] {
  const first = mappingSlot(drawdown, DRAWDOWNS);
  const [status = 0n, isClosed = 0n, , , principal = 0n] = unpack(slot(slotAt(first, 1n)), ...[8, 8, 32, 32, 96]);
  const [received = 0n, paidOut = 0n] = unpack(slot(slotAt(first, 2n)), 96, 96);
  return {
    drawdown,
    status: DRAWDOWN_STATUSES[Number(status)] ?? "none",
    isClosed: isClosed !== 0n,
    principal,
    received,
    paidOut,
  };
}
