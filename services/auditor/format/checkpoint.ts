import { parse } from "./bundle.ts";
import { address, hash, network, signature } from "./fields.ts";
import { oneOf, record, whole } from "./read.ts";
import type { Of } from "./read.ts";

export const CHECKPOINT_FORMAT = "tallystick-checkpoint/1";

const checkpoint = record({
  format: oneOf(CHECKPOINT_FORMAT),
  network,
  /** The contract of the domain in which it is signed. */
  parties: address,
  sequence: whole,
  number: whole,
  hash,
  time: whole,
  accesses: whole,
  accessHead: hash,
  signedAt: whole,
  signature,
});

/** A signed checkpoint: the chain's head and the access log's, at one moment. */
export type SignedCheckpoint = Of<typeof checkpoint>;

/** @throws DomainError malformed */
export const readCheckpoint = (content: string): SignedCheckpoint => checkpoint(parse(content), "");

export const writeCheckpoint = (content: SignedCheckpoint): string =>
  JSON.stringify(content, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
