import type { Hash } from "../../../domain/brand.ts";
import { fromHex, toHex } from "../../../domain/hex.ts";
import { ASSET_KINDS, ASSET_STAGES, TERM_BASES } from "../../../domain/ip/kind.ts";
import { keccak, word } from "../../../evm/words.ts";
import { mappingSlot, slotAt } from "../../../evm/worldState.ts";
import { LIEN_KINDS } from "../histories/asset.ts";
import { addressOf, lettersOf, unpack } from "../layout.ts";
import type { ReadSlot } from "../layout.ts";
import { ASSET_STATUSES } from "../state.ts";
import type { AssetState } from "../state.ts";

/** Slot 0 is AccessManaged's. */
const ASSETS = 1n;
const OWNERS = 2n;
const HEADS = 4n;
const LIENS = 5n;
const RANKED = 7n;
const LIEN_WORDS = 4;
/** More than an asset can have. */
const MOST = 16n;

export interface AssetWords {
  readonly state: AssetState;
  readonly wasVerified: boolean;
  readonly seq: bigint;
}

export const assetSlot = (asset: Hash): Hash => mappingSlot(asset, ASSETS);
export const assetHeadSlot = (asset: Hash): Hash => mappingSlot(asset, HEADS);

/** The entry of an asset with its owners and active liens, out of storage; reads the slots that it needs, one after another. */
export function readAsset(asset: Hash, slot: ReadSlot): AssetWords {
  const [office = 0n, kind = 0n, stage = 0n, status = 0n, basis = 0n, expiresAt = 0n, feesPaidUntil = 0n, ...flags] =
    unpack(slot(assetSlot(asset)), ...[16, 8, 8, 8, 8, 40, 40, 8, 8, 8, 8, 32, 32]);
  const [hasSameDayInvention, isContested, isWithheld, wasVerified, title = 0n, seq = 0n] = flags;
  const state: AssetState = {
    office: lettersOf(office, 2),
    assetKind: ASSET_KINDS[Number(kind)] ?? "other",
    stage: ASSET_STAGES[Number(stage)] ?? "no-right",
    status: ASSET_STATUSES[Number(status)] ?? "none",
    basis: TERM_BASES[Number(basis)] ?? "unknown",
    expiresAt,
    feesPaidUntil,
    hasSameDayInvention: hasSameDayInvention !== 0n,
    isContested: isContested !== 0n,
    isWithheld: isWithheld !== 0n,
    title,
    owners: elements(mappingSlot(asset, OWNERS), slot).map((packed) => {
      const [account = 0n, parts = 0n] = unpack(packed, 160, 32);
      return { account: addressOf(account), parts };
    }),
    liens: elements(mappingSlot(asset, RANKED), slot).map((lien) => readLien(lien, slot)),
  };
  return { state, wasVerified: wasVerified !== 0n, seq };
}

function readLien(lien: bigint, slot: ReadSlot): AssetState["liens"][number] {
  const first = mappingSlot(toHex(word(lien)), LIENS);
  const [, parties = 0n, terms = 0n, debt = 0n] = Array.from({ length: LIEN_WORDS }, (_, at) =>
    slot(slotAt(first, BigInt(at))),
  );
  const [lender = 0n, amount = 0n] = unpack(parties, 160, 96);
  const [lienKind = 0n, , currency = 0n, debtDueAt = 0n, , , officialAt = 0n, sequence = 0n] = unpack(
    terms,
    ...[8, 8, 24, 40, 8, 32, 40, 32],
  );
  return {
    lien,
    lender: addressOf(lender),
    lienKind: LIEN_KINDS[Number(lienKind)] ?? "pledge",
    currency: lettersOf(currency, 3),
    amount,
    debtDueAt,
    officialAt,
    sequence,
    debt: toHex(word(debt)) as Hash,
  };
}

/** Of a list in storage: its length stands in its slot, its elements from that slot's hash on. */
function elements(list: Hash, slot: ReadSlot): bigint[] {
  const count = slot(list);
  const first = toHex(keccak(fromHex(list))) as Hash;
  return Array.from({ length: Number(count < MOST ? count : MOST) }, (_, at) => slot(slotAt(first, BigInt(at))));
}
