import type { Hash } from "../../domain/brand.ts";
import { DomainError } from "../../domain/problem.ts";
import { utf8 } from "../../domain/utf8.ts";
import { keccakHash } from "../../evm/keccak.ts";
import { address, hash, header, network, signature } from "./fields.ts";
import {
  ascending,
  bytes,
  dictionary,
  list,
  malformed,
  nothing,
  oneOf,
  orNull,
  record,
  small,
  text,
  textOr,
  whole,
} from "./read.ts";
import type { Of, Read } from "./read.ts";
import { assetState, claimState, facilityState, KINDS, partyState } from "./state.ts";
import type { Kind } from "./state.ts";

export const FORMAT = "tallystick-proof/1";

/** More than any claim has; a file is refused before it takes the time. */
const MANY = 1_000_000;
const FEW = 10_000;
/** A receipt is a node of its trie, with all logs of its transaction. */
const MAX_NODE = 262_144;
const MAX_DATA = 65_536;

/** An event of a history exactly as it was logged: its topic, its subject, its data. */
export const loggedEvent = record({ topics: list(hash, 2), data: bytes({ max: MAX_DATA }) });
const call = record({ target: address, data: bytes({ max: MAX_DATA }) });

const intent = record({
  account: address,
  id: hash,
  deadline: whole,
  gas: whole,
  epoch: small,
  calls: list(textOr(hash, call), FEW),
  signatures: list(signature, 16),
});

const FIELD = {
  path: text(1_000),
  value: text(1_000_000),
  salt: hash,
  steps: list(record({ side: oneOf("left", "right"), hash }), 64),
};
const fieldProof = record(FIELD);
/** Of an attestation, by its place in the history. */
const statementField = record({ statement: small, ...FIELD });

const checkpoint = record({ signedAt: whole, signature });

/** That an event stands in the receipts of its block: what is proven by it is when it happened. */
const receipt = record({
  /** Of the event in the history. */
  seq: small,
  block: header,
  /** Places of the transaction in the block, and of the event among the transaction's. */
  transaction: small,
  log: small,
  checkpoint: orNull(checkpoint),
});

/** So that numbers stand in their order as texts do. */
const padded = (number: number): string => number.toString().padStart(16, "0");

/** The fields of a bundle, in their order, for one kind of subject. */
const bundleOf = <K extends Kind, S, T, A>(kind: K, subject: Read<S>, state: Read<T>, attestation: Read<A>) =>
  record({
    format: oneOf(FORMAT),
    kind: oneOf(kind),
    subject,
    network,
    /** Version of the ledger, and the contract in it that keeps the subject. */
    version: small,
    contract: address,
    block: header,
    state,
    events: list(loggedEvent, MANY),
    /** Of every party whose signature is shown: the history of its signers. */
    accounts: ascending(record({ address, events: list(loggedEvent, FEW) }), FEW, (item) => item.address),
    intents: ascending(intent, MANY, ({ account, id }) => account + id),
    attestation,
    /** What others have attested about the subject, and revoked, from the first. */
    statements: list(loggedEvent, FEW),
    receipts: ascending(receipt, FEW, ({ seq }) => padded(seq)),
    /** Fields of the document that are disclosed. */
    fields: ascending(fieldProof, FEW, ({ path }) => path),
    /** Fields of attestations that are disclosed. */
    statementFields: ascending(statementField, FEW, ({ statement, path }) => `${padded(statement)} ${path}`),
    checkpoint: orNull(checkpoint),
    /** Nodes of the tries of accounts, storage and receipts, each once. */
    nodes: ascending(bytes({ max: MAX_NODE }), MANY, (node) => node),
    /** What the exporter calls accounts and keys: said, not proven. */
    labels: dictionary(address, text(300), FEW),
  });

/** What the network's fingerprinter attested of a claim's invoice. */
const fingerprint = record({ numberTags: list(hash, 64), tags: list(hash, 64), signature });

const READERS = {
  claim: bundleOf("claim", hash, claimState, fingerprint),
  asset: bundleOf("asset", hash, assetState, nothing),
  party: bundleOf("party", address, partyState, nothing),
  facility: bundleOf("facility", hash, facilityState, nothing),
} as const;

/** By the kind of subject. @throws DomainError malformed */
const bundle: Read<Bundle> = (value, path) => {
  const given = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  return READERS[oneOf(...KINDS)(given, `${path}/kind`)](value, path);
};

export type Bundle = Of<(typeof READERS)[Kind]>;
export type BundleOf<K extends Kind> = Of<(typeof READERS)[K]>;
export type ShownReceipt = Of<typeof receipt>;
export type LoggedEvent = Of<typeof loggedEvent>;
export type ShownIntent = Of<typeof intent>;

/** What the operator signs of the names: keccak256 of their JSON, in the order of the bundle. */
export const labelsHash = (labels: Bundle["labels"]): Hash => keccakHash(utf8(JSON.stringify(labels)));

/** The one writing of a bundle: compact JSON, fields in the format's order, whole numbers as decimal digits. */
const writeBundle = (content: Bundle): string => JSON.stringify(content, decimals);

/** The same in pieces, the items of a list one by one. */
export function* writing(content: Bundle): Generator<string> {
  let before = "{";
  for (const [name, value] of Object.entries(content) as [string, unknown][]) {
    yield `${before}${JSON.stringify(name)}:`;
    before = ",";
    if (!Array.isArray(value)) {
      yield JSON.stringify(value, decimals);
      continue;
    }
    yield "[";
    for (const [at, item] of value.entries()) yield (at === 0 ? "" : ",") + JSON.stringify(item, decimals);
    yield "]";
  }
  yield "}";
}

/** A bundle of these values of its fields. @throws DomainError malformed */
export const bundleOfFields = (fields: Record<string, unknown>): Bundle => bundle(fields, "");

/**
 * Reads a bundle's text. Any other writing of the same content is refused: two files that differ in a byte never both pass,
 * and nothing can hide in a repeated field.
 *
 * @throws DomainError malformed
 */
export function readBundle(content: string): Bundle {
  const parsed = parse(content);
  const read = bundle(parsed, "");
  if (writeBundle(read) !== content.replace(/\n$/, "")) throw malformed("", "is not written the way the format says");
  return read;
}

/** The text of a bundle with this content, in whatever order its fields are given. @throws DomainError malformed */
export const completeBundle = (content: unknown): string =>
  writeBundle(bundle(JSON.parse(JSON.stringify(content, decimals)), ""));

const decimals = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);

export function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new DomainError("malformed", "the file is no JSON", { cause });
  }
}
