import { address, hash, network } from "./fields.ts";
import { parse } from "./bundle.ts";
import { dictionary, list, malformed, oneOf, record, small, text, whole } from "./read.ts";
import type { Of, Read } from "./read.ts";

export const TRUST_FORMAT = "tallystick-trust/1";

const name = text(64, /^[a-zA-Z]+$/);

const version = record({
  version: small,
  /** Which slots mean what, see layout.ts. */
  layout: small,
  contracts: dictionary(name, address, 64),
  codeHashes: dictionary(name, hash, 64),
  /** Keys that attest invoices' tags. */
  fingerprinters: list(address, 64),
});

const singleOperator = record({ kind: oneOf("single-operator") });

/** Validators from a block on, until the next set. */
const qbft = record({
  kind: oneOf("qbft"),
  validators: list(record({ fromBlock: whole, addresses: list(address, 256) }), 10_000),
});

const consensus: Read<Of<typeof singleOperator> | Of<typeof qbft>> = (value, path) => {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  return kind === "qbft" ? qbft(value, path) : singleOperator(value, path);
};

const trust = record({
  format: oneOf(TRUST_FORMAT),
  network,
  versions: list(version, 256),
  /** Keys by which the operator signs that a block is of its chain, and what it calls accounts and keys. */
  operatorKeys: list(address, 64),
  consensus,
});

/** What whoever verifies believes beforehand; it comes by another way than the bundle. */
export type Trust = Of<typeof trust>;
export type TrustedVersion = Of<typeof version>;

/** @throws DomainError malformed */
export function readTrust(content: string): Trust {
  const read = trust(parse(content), "");
  const { consensus: by } = read;
  if (by.kind === "qbft" && by.validators.some(({ addresses }) => new Set(addresses).size < addresses.length))
    throw malformed("/consensus/validators", "names a validator twice");
  return read;
}
