import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { fromHex, toHex } from "../../domain/hex.ts";
import { DomainError } from "../../domain/problem.ts";
import { keccakText } from "../../evm/words.ts";
import type { LoggedEvent } from "./bundle.ts";

/** A table of rows where an event lists several things: owners with their parts, signers with how their keys are kept. */
export type Fact = string | boolean | readonly (readonly string[])[];
type Names = readonly (string | undefined)[];
/** How a word reads; a list of names is an enumeration. Without one it follows from the type. */
type Kind = "letters" | "text" | Names;

/**
 * An event's arguments: name, Solidity type, how it reads. A tuple is written as its members, with the brackets of the type at
 * the first and the last; a list of tuples names the kinds of its columns.
 */
export type Arguments = readonly (readonly [name: string, type: string, kind?: Kind | Columns])[];
export interface Columns {
  readonly columns: readonly (Kind | undefined)[];
}
export type Histories = Readonly<Record<string, Arguments>>;

/** An event of a history: amounts and instants as decimal digits, addresses and hashes in hexadecimal ones. */
export interface HistoryEvent {
  readonly name: string;
  /** What the event names as its own: a claim, an asset, an attested subject; of an account the epoch or the recovery. */
  readonly subject: Hash;
  readonly seq: bigint;
  /** Zero where no intent of a party caused it. */
  readonly intent: Hash;
  readonly facts: Readonly<Record<string, Fact>>;
}

const WORD = 32;
const MAX_ROWS = 64;
const STARTS: Arguments = [
  ["seq", "uint32"],
  ["intent", "bytes32"],
];

/**
 * A reader of the events in a kind of history. All begin with the sequence number; `intent` follows, if the event does not name
 * an author instead.
 */
export function historyReader(histories: Histories, subjectType = "bytes32"): (event: LoggedEvent) => HistoryEvent {
  const known = new Map(
    Object.entries(histories).map(([name, own]) => {
      const all = own.some(([argument]) => argument === "intent")
        ? [["seq", "uint32"] as const, ...own]
        : [...STARTS, ...own];
      const first = name === "SignersChanged" ? "uint256" : subjectType;
      const signature = `${name}(${[first, ...all.map(([, type]) => type)].join(",")})`;
      return [toHex(keccakText(signature)), { name, all }];
    }),
  );
  return ({ topics: [topic, subject], data }) => {
    const found = known.get(topic ?? "0x");
    if (!found || subject === undefined)
      throw new DomainError("unknown-event", `no event of this kind of history has the topic ${topic ?? "none"}`);
    const { seq, intent, ...facts } = decode(found.name, found.all, data);
    return { name: found.name, subject, seq: BigInt(String(seq)), intent: intent as Hash, facts };
  };
}

function decode(name: string, all: Arguments, data: Hex): Record<string, Fact> {
  const words = wordsOf(data);
  let end = all.length;
  if (words.length < end) throw unknown(name, words.length);
  const facts = all.map(([field, type, kind], at): [string, Fact] => {
    const word = words[at] ?? "0x";
    if (!isColumns(kind)) return [field, read(word, bare(type), kind)];
    const columns = bare(type).split(",");
    if (BigInt(word) !== BigInt(end * WORD)) throw unknown(name, words.length);
    const count = Number(BigInt(words[end] ?? 0));
    if (count > MAX_ROWS) throw unknown(name, words.length);
    const from = end + 1;
    end = from + count * columns.length;
    if (words.length < end) throw unknown(name, words.length);
    return [field, Array.from({ length: count }, (_, row) => rowAt(words, from + row * columns.length, columns, kind))];
  });
  if (words.length !== end) throw unknown(name, words.length);
  return Object.fromEntries(facts);
}

const rowAt = (
  words: readonly Hex[],
  from: number,
  columns: readonly string[],
  { columns: kinds }: Columns,
): string[] => columns.map((type, at) => String(read(words[from + at] ?? "0x", type, kinds[at])));

const isColumns = (kind: Kind | Columns | undefined): kind is Columns => typeof kind === "object" && "columns" in kind;

/** Without brackets. */
const bare = (type: string): string => type.replace(/[()[\]]/g, "");

const unknown = (name: string, count: number): DomainError =>
  new DomainError("unknown-event", `${name} does not have ${count} words of arguments`);

function read(word: Hex, type: string, kind: Kind | undefined): string | boolean {
  if (kind === "letters") return ascii(word.slice(0, 2 + 2 * Number(type.slice("bytes".length))));
  if (kind === "text") return ascii(word);
  if (typeof kind === "object") return kind[Number(BigInt(word))] ?? word;
  if (type === "bool") return BigInt(word) !== 0n;
  if (type === "address") return `0x${word.slice(-40)}` as Address;
  return type.startsWith("uint") ? BigInt(word).toString() : word;
}

const ascii = (hex: string): string => new TextDecoder("latin1").decode(fromHex(hex)).replace(/\0+$/, "");

/** @throws DomainError unknown-event when the data is not whole words */
export function wordsOf(data: Hex): Hex[] {
  const bytes = fromHex(data);
  if (bytes.length % WORD !== 0) throw new DomainError("unknown-event", "an event's data is not made of whole words");
  return Array.from({ length: bytes.length / WORD }, (_, at) => toHex(bytes.subarray(at * WORD, (at + 1) * WORD)));
}
