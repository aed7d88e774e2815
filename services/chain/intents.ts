import { AbiCoder } from "ethers";

import type { Address, EntityId, Hash, Hex } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { digest, toJson, typeHash } from "./eip712.ts";
import type { SigningDomain, StructTypes, TypedDataJson } from "./eip712.ts";
import { keccak, word } from "./words.ts";

export interface Call {
  readonly target: Address;
  readonly data: Hex;
}

/** What a party signs: calls that its account makes once at most, all or nothing. */
export interface Intent {
  /** {@link operationId} of the request that asked for it. */
  readonly id: Hash;
  /** Last second, since the epoch, in which it may be executed. */
  readonly deadline: bigint;
  /** Gas that the calls are given, all together. */
  readonly gas: bigint;
  /** The account's signer epoch under which it is signed. */
  readonly epoch: number;
  readonly calls: readonly Call[];
}

/** The signers' word that an intent, not executed yet, shall never be. */
export type Cancellation = Pick<Intent, "id" | "deadline" | "epoch">;

/** An invoice's tags, see IFingerprints.sol. */
export interface Fingerprint {
  readonly numberTags: readonly Hash[];
  readonly tags: readonly Hash[];
  readonly seller: Address;
  readonly debtor: Address;
  readonly documentRoot: Hash;
}

const ACCOUNT = "Tallystick Account";
const PARTIES = "Tallystick Parties";
const FINGERPRINTS = "Tallystick Fingerprints";

const CALL_STRUCT = [
  { name: "target", type: "address" },
  { name: "data", type: "bytes" },
];
const INTENT: StructTypes = {
  Intent: [
    { name: "id", type: "bytes32" },
    { name: "deadline", type: "uint48" },
    { name: "gas", type: "uint64" },
    { name: "epoch", type: "uint32" },
    { name: "calls", type: "Call[]" },
  ],
  Call: CALL_STRUCT,
};
const CANCEL: StructTypes = {
  Cancel: [
    { name: "id", type: "bytes32" },
    { name: "deadline", type: "uint48" },
    { name: "epoch", type: "uint32" },
  ],
};
const POSSESSION: StructTypes = {
  Possession: [
    { name: "entity", type: "bytes32" },
    { name: "signer", type: "address" },
  ],
};
const FINGERPRINT: StructTypes = {
  Fingerprint: [
    { name: "numberTags", type: "bytes32[]" },
    { name: "tags", type: "bytes32[]" },
    { name: "seller", type: "address" },
    { name: "debtor", type: "address" },
    { name: "documentRoot", type: "bytes32" },
  ],
};

const INTENT_TYPE = typeHash(INTENT);
const CALL_TYPE = typeHash({ Call: CALL_STRUCT });
const CANCEL_TYPE = typeHash(CANCEL);
const POSSESSION_TYPE = typeHash(POSSESSION);
const FINGERPRINT_TYPE = typeHash(FINGERPRINT);

/** `keccak256(abi.encode("op/1", chainId, account, key))`: equal requests have equal ids, whoever computes them. */
export function operationId(chainId: number, account: Address, idempotencyKey: string): Hash {
  const types = ["string", "uint256", "address", "string"];
  const encoded = AbiCoder.defaultAbiCoder().encode(types, ["op/1", chainId, account, idempotencyKey]);
  return toHex(keccak(fromHex(encoded))) as Hash;
}

/** EIP-712 struct hash: what the account's events and outcomes name the intent by. */
export function intentHash({ id, deadline, gas, epoch, calls }: Intent): Hash {
  const hashes = calls.map(({ target, data }) => keccak(CALL_TYPE, word(target), keccak(fromHex(data))));
  const words = [INTENT_TYPE, word(id), word(deadline), word(gas), word(epoch), keccak(...hashes)];
  return toHex(keccak(...words)) as Hash;
}

/** What each signer of the intent signs; `domain.contract` is the party's account. */
export function intentDigest(domain: SigningDomain, intent: Intent): Hash {
  return digest(ACCOUNT, domain, fromHex(intentHash(intent)));
}

/** The same for a signer that we do not run: a wallet shows and hashes it by itself. */
export function typedData(domain: SigningDomain, { id, deadline, gas, epoch, calls }: Intent): TypedDataJson {
  return toJson(ACCOUNT, domain, INTENT, { id, deadline: String(deadline), gas: String(gas), epoch, calls });
}

export function cancelDigest(domain: SigningDomain, { id, deadline, epoch }: Cancellation): Hash {
  return digest(ACCOUNT, domain, keccak(CANCEL_TYPE, word(id), word(deadline), word(epoch)));
}

export function cancelTypedData(domain: SigningDomain, { id, deadline, epoch }: Cancellation): TypedDataJson {
  return toJson(ACCOUNT, domain, CANCEL, { id, deadline: String(deadline), epoch });
}

/** By which a future signer shows that it holds its key; `domain.contract` is Parties. */
export function possessionDigest(domain: SigningDomain, entity: EntityId, signer: Address): Hash {
  return digest(PARTIES, domain, keccak(POSSESSION_TYPE, word(entity), word(signer)));
}

export function possessionTypedData(domain: SigningDomain, entity: EntityId, signer: Address): TypedDataJson {
  return toJson(PARTIES, domain, POSSESSION, { entity, signer });
}

/** What the fingerprinter signs; `domain.contract` is Fingerprints. */
export function fingerprintDigest(domain: SigningDomain, fingerprint: Fingerprint): Hash {
  const { numberTags, tags, seller, debtor, documentRoot } = fingerprint;
  const lists = [keccak(...numberTags.map(word)), keccak(...tags.map(word))];
  const words = [FINGERPRINT_TYPE, ...lists, word(seller), word(debtor), word(documentRoot)];
  return digest(FINGERPRINTS, domain, keccak(...words));
}
