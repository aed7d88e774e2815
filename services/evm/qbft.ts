import { RLP } from "@ethereumjs/rlp";
import type { Address, Hash, Hex } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { DomainError } from "../domain/problem.ts";
import { headerHash } from "./header.ts";
import type { HeaderFields } from "./header.ts";
import { recoverDigest } from "./signature.ts";

/** The `extraData` of a QBFT block: rlp(vanity, validators, vote, round, committed seals), as Besu's QbftExtraDataCodec. */
interface ExtraData {
  readonly vanity: Uint8Array;
  readonly validators: readonly Uint8Array[];
  readonly vote: unknown;
  readonly round: Uint8Array;
  readonly seals: readonly Uint8Array[];
}

const ITEMS = 5;
const SEAL_LENGTH = 65;
const V_OFFSET = 27;
const NOTHING = new Uint8Array();

/** The block's hash: without its seals and as of round 0, so that it is the same whoever sealed it in whichever round. */
export const qbftBlockHash = (header: HeaderFields): Hash => {
  const extra = decode(header.extraData);
  return headerHash({ ...header, extraData: encode({ ...extra, round: NOTHING, seals: [] }) });
};

/** What validators seal: the header with the round, without the seals (BftBlockHashing, the data for a committed seal). */
export const qbftSealHash = (header: HeaderFields): Hash =>
  headerHash({ ...header, extraData: encode({ ...decode(header.extraData), seals: [] }) });

/** The validators that the header names; none where a contract keeps the list. @throws DomainError bad-seal */
export const qbftValidators = (header: HeaderFields): Address[] =>
  decode(header.extraData).validators.map((address) => toHex(address) as Address);

/** Who sealed the block. @throws DomainError bad-seal, bad-signature */
export function qbftSealers(header: HeaderFields): Address[] {
  const digest = qbftSealHash(header);
  return decode(header.extraData).seals.map((seal) => {
    if (seal.length !== SEAL_LENGTH) throw bad("a seal does not have 65 bytes");
    // Besu writes the recovery bit itself.
    const signature = Uint8Array.of(...seal.subarray(0, SEAL_LENGTH - 1), (seal.at(-1) ?? 0) + V_OFFSET);
    return recoverDigest(digest, toHex(signature));
  });
}

/** How many of `count` validators have to seal a block: two thirds, rounded up. */
export const qbftQuorum = (count: number): number => Math.ceil((2 * count) / 3);

function decode(extraData: Hex): ExtraData {
  let items: unknown;
  try {
    items = RLP.decode(fromHex(extraData, "extraData"));
  } catch (cause) {
    throw bad("extraData is no RLP", cause);
  }
  if (!Array.isArray(items) || items.length !== ITEMS) throw bad("extraData does not have five items");
  const [vanity, validators, vote, round, seals] = items as unknown[];
  if (!isBytes(vanity) || !isBytes(round) || !isListOfBytes(validators) || !isListOfBytes(seals))
    throw bad("extraData is not that of a QBFT block");
  return { vanity, validators, vote, round, seals };
}

const encode = ({ vanity, validators, vote, round, seals }: ExtraData): Hex =>
  toHex(RLP.encode([vanity, [...validators], vote as Uint8Array, round, [...seals]]));

const isBytes = (item: unknown): item is Uint8Array => item instanceof Uint8Array;
const isListOfBytes = (item: unknown): item is Uint8Array[] => Array.isArray(item) && item.every(isBytes);

const bad = (message: string, cause?: unknown): DomainError =>
  new DomainError("bad-seal", message, { field: "extraData", cause });
