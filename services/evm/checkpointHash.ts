import type { Hash } from "../domain/brand.ts";
import { digest, typeHash } from "./eip712.ts";
import type { SigningDomain } from "./eip712.ts";
import { keccak, word } from "./words.ts";

/** The operator's word that a block is of its chain. Where one operator orders the blocks there is no other evidence. */
export interface Checkpoint {
  readonly genesisHash: Hash;
  readonly number: bigint;
  readonly hash: Hash;
  /** Second, since the epoch, in which it was signed, by the signer's clock. */
  readonly signedAt: bigint;
  /** keccak256 of the names that it gives to accounts and keys: its word as well. */
  readonly labels: Hash;
}

const CHECKPOINT_TYPE = typeHash({
  Checkpoint: [
    { name: "genesisHash", type: "bytes32" },
    { name: "number", type: "uint256" },
    { name: "hash", type: "bytes32" },
    { name: "signedAt", type: "uint48" },
    { name: "labels", type: "bytes32" },
  ],
});

/** What the operator signs; `domain.contract` is Parties. */
export function checkpointDigest(
  domain: SigningDomain,
  { genesisHash, number, hash, signedAt, labels }: Checkpoint,
): Hash {
  const words = [CHECKPOINT_TYPE, word(genesisHash), word(number), word(hash), word(signedAt), word(labels)];
  return digest("Tallystick Checkpoint", domain, keccak(...words));
}
