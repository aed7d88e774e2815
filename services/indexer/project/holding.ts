import type { Address, ClaimId } from "../../domain/brand.ts";
import type { Mirror } from "./mirror.ts";
import type { RowOf } from "../table/column.ts";
import type { holdings } from "../tables/holdings.ts";
import { ZERO_ADDRESS } from "../decode/words.ts";

type Holding = RowOf<typeof holdings.columns>;
type Shares = Pick<Holding, "units" | "correction" | "withdrawn" | "frozen" | "locked" | "putDeadline">;

const NOTHING: Shares = { units: 0n, correction: 0n, withdrawn: 0n, frozen: 0n, locked: 0n, putDeadline: null };

/** Asks for the rows that a change of the holder's units reads. */
export function needHolding(mirror: Mirror, claimId: ClaimId, holder: Address): void {
  mirror.claims.need({ id: claimId });
  if (holder !== ZERO_ADDRESS) mirror.holdings.need({ claimId, holder });
}

export function changeHolding(mirror: Mirror, claimId: ClaimId, holder: Address, changes: Partial<Shares>): void {
  const key = { claimId, holder };
  if (mirror.holdings.find(key)) mirror.holdings.change(key, changes);
  else mirror.holdings.insert({ ...key, ...NOTHING, ...changes });
}

/** What ClaimToken._update does: the units move, and what they have earned so far stays where they were. */
export function moveUnits(mirror: Mirror, claimId: ClaimId, from: Address, to: Address, units: bigint): void {
  if (from !== ZERO_ADDRESS) addUnits(mirror, claimId, from, -units);
  if (to !== ZERO_ADDRESS) addUnits(mirror, claimId, to, units);
  if (to === ZERO_ADDRESS) entitleSole(mirror, claimId, from);
}

/** Distribution.add and, for a negative change, Distribution.remove. */
function addUnits(mirror: Mirror, claimId: ClaimId, holder: Address, change: bigint): void {
  const { debtorPaid, sellerPaid, covered } = mirror.claims.get({ id: claimId });
  const { units, correction } = mirror.holdings.find({ claimId, holder }) ?? NOTHING;
  const changes = { units: units + change, correction: correction - change * (debtorPaid + sellerPaid + covered) };
  changeHolding(mirror, claimId, holder, changes);
}

/**
 * Distribution.entitleSole. Units are burnt in the state "acknowledged" only by the acknowledgement itself, for less
 * than the face: the seller still holds all, and is entitled to all that was paid; and by a credit note before anything
 * was received, when no correction is there to change.
 */
function entitleSole(mirror: Mirror, claimId: ClaimId, holder: Address): void {
  if (mirror.claims.get({ id: claimId }).status !== "acknowledged") return;
  changeHolding(mirror, claimId, holder, { correction: 0n });
}
