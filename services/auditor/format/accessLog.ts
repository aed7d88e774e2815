import type { Hash } from "../../domain/brand.ts";
import { utf8 } from "../../domain/utf8.ts";
import { keccakHash } from "../../evm/keccak.ts";
import { parse } from "./bundle.ts";
import { hash, network } from "./fields.ts";
import { list, oneOf, record, text, whole } from "./read.ts";
import type { Of } from "./read.ts";

export const ACCESS_LOG_FORMAT = "tallystick-access-log/1";
export const ACCESSES = ["disclosed", "read", "refused", "revoked"] as const;
/** Before the first entry. */
export const NO_ACCESS = `0x${"0".repeat(64)}` as Hash;
const MANY = 1_000_000;

const entry = record({
  sequence: whole,
  at: text(40),
  disclosure: hash,
  party: hash,
  user: text(300),
  action: oneOf(...ACCESSES),
});

const accessLog = record({ format: oneOf(ACCESS_LOG_FORMAT), network, entries: list(entry, MANY) });

/** Who was shown what, from the first entry on. */
export type AccessLog = Of<typeof accessLog>;
export type AccessEntry = Of<typeof entry>;

/** @throws DomainError malformed */
export const readAccessLog = (content: string): AccessLog => accessLog(parse(content), "");

/** `keccak256(head before | JSON list of sequence, at, disclosure, party, user, action)`, the list without white space. */
export const accessHead = (before: Hash, { sequence, at, disclosure, party, user, action }: AccessEntry): Hash =>
  keccakHash(utf8(before + JSON.stringify([sequence.toString(), at, disclosure, party, user, action])));
