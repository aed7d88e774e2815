import { AbiCoder } from "ethers";

import type { Address, EntityId, Hash } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { digest, toJson, typeHash } from "../evm/eip712.ts";
import type { SigningDomain, StructTypes, TypedDataJson } from "../evm/eip712.ts";
import { ACCOUNT, INTENT } from "../evm/intentHash.ts";
import type { Intent } from "../evm/intentHash.ts";
import { keccak, word } from "../evm/words.ts";

export { fingerprintDigest } from "../evm/fingerprintHash.ts";
export type { Fingerprint } from "../evm/fingerprintHash.ts";
export { intentDigest, intentHash } from "../evm/intentHash.ts";
export type { Call, Intent } from "../evm/intentHash.ts";

/** The signers' word that an intent, not executed yet, shall never be. */
export type Cancellation = Pick<Intent, "id" | "deadline" | "epoch">;

const PARTIES = "Tallystick Parties";

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

const CANCEL_TYPE = typeHash(CANCEL);
const POSSESSION_TYPE = typeHash(POSSESSION);

/** `keccak256(abi.encode("op/1", chainId, account, key))`: equal requests have equal ids, whoever computes them. */
export function operationId(chainId: number, account: Address, idempotencyKey: string): Hash {
  const types = ["string", "uint256", "address", "string"];
  const encoded = AbiCoder.defaultAbiCoder().encode(types, ["op/1", chainId, account, idempotencyKey]);
  return toHex(keccak(fromHex(encoded))) as Hash;
}

/** An intent for a signer that we do not run: a wallet shows and hashes it by itself. */
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
