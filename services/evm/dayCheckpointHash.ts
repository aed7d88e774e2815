import type { Hash } from "../domain/brand.ts";
import { digest, typeHash } from "./eip712.ts";
import type { SigningDomain } from "./eip712.ts";
import { keccak, word } from "./words.ts";

/** The operator's word on its chain and its access log at one moment, which it cannot take back later. */
export interface DayCheckpoint {
  /** Checkpoints are counted from 1. */
  readonly sequence: bigint;
  readonly genesisHash: Hash;
  readonly number: bigint;
  readonly hash: Hash;
  /** The block's time, epoch seconds. */
  readonly time: bigint;
  /** How many entries the access log had, and the hash over them all. */
  readonly accesses: bigint;
  readonly accessHead: Hash;
  /** Second, since the epoch, in which it was signed, by the signer's clock. */
  readonly signedAt: bigint;
}

const FIELDS = [
  ["sequence", "uint64"],
  ["genesisHash", "bytes32"],
  ["number", "uint256"],
  ["hash", "bytes32"],
  ["time", "uint48"],
  ["accesses", "uint64"],
  ["accessHead", "bytes32"],
  ["signedAt", "uint48"],
] as const;
const TYPE = typeHash({ DayCheckpoint: FIELDS.map(([name, type]) => ({ name, type })) });

/** What the operator signs; `domain.contract` is Parties. */
export const dayCheckpointDigest = (domain: SigningDomain, checkpoint: DayCheckpoint): Hash =>
  digest("Tallystick Checkpoint", domain, keccak(TYPE, ...FIELDS.map(([name]) => word(checkpoint[name]))));
