import type { Address, Hash } from "../../domain/brand.ts";
import { readStanding, standingSlot } from "./layout.ts";
import type { Standing } from "./layout.ts";
import { ACCOUNT_COUNTS, ACCOUNT_HEAD, readCounts } from "./layouts/account.ts";
import type { AccountCounts } from "./layouts/account.ts";
import { assetHeadSlot, readAsset } from "./layouts/asset.ts";
import type { AssetWords } from "./layouts/asset.ts";
import { claimHeadSlot, claimSlots, readClaim } from "./layouts/claim.ts";
import type { ClaimWords } from "./layouts/claim.ts";
import { facilityHeadSlot, readFacility } from "./layouts/facility.ts";
import type { FacilityWords } from "./layouts/facility.ts";
import { statementSlots } from "./layouts/statement.ts";
import type { ProvenContract } from "./proven.ts";

/** The ledger's storage as of one block. */
export interface Storage {
  readonly contract: (name: ProvenContract) => Address;
  readonly slot: (account: Address, slot: Hash) => bigint;
}

/** A history as the ledger has it: by these two a list of events is known to be complete. */
export interface StoredHistory {
  readonly head: bigint;
  readonly seq: bigint;
}

export function storedClaim(claim: Hash, { contract, slot }: Storage): ClaimWords & StoredHistory {
  const keeper = contract("receivables");
  const words = readClaim(claimSlots(claim).map((one) => slot(keeper, one)));
  return { ...words, head: slot(keeper, claimHeadSlot(claim)) };
}

export function storedAsset(asset: Hash, { contract, slot }: Storage): AssetWords & StoredHistory {
  const keeper = contract("assets");
  const words = readAsset(asset, (one) => slot(keeper, one));
  return { ...words, head: slot(keeper, assetHeadSlot(asset)) };
}

/** @param drawdowns what was lent, as the events tell */
export function storedFacility(
  facility: Hash,
  drawdowns: readonly Hash[],
  { contract, slot }: Storage,
): FacilityWords & StoredHistory {
  const keeper = contract("facilities");
  const words = readFacility(facility, drawdowns, (one) => slot(keeper, one));
  return { ...words, head: slot(keeper, facilityHeadSlot(facility)) };
}

export function storedAccount(account: Address, { slot }: Storage): AccountCounts & StoredHistory {
  return { ...readCounts(slot(account, ACCOUNT_COUNTS)), head: slot(account, ACCOUNT_HEAD) };
}

export const storedStanding = (account: Address, { contract, slot }: Storage): Standing =>
  readStanding(slot(contract("parties"), standingSlot(account)));

export function storedStatements(subject: Hash, { contract, slot }: Storage): StoredHistory {
  const [head, seq] = statementSlots(subject);
  const keeper = contract("attestations");
  return { head: slot(keeper, head), seq: slot(keeper, seq) & 0xffffffffn };
}
