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
 * the first and the last; a list names the kinds of its columns. A tuple with lists in it stands apart and names its members,
 * which are facts of the event like all others: its own name and type are said for people only.
 */
export type Arguments = readonly (readonly [name: string, type: string, kind?: Kind | Columns | Members])[];
export interface Columns {
  readonly columns: readonly (Kind | undefined)[];
}
interface Members {
  readonly members: Arguments;
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
/** An instalment for each month of ten years is the longest list. */
const MAX_ROWS = 120;
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
      const signature = `${name}(${[first, ...all.map(typeOf)].join(",")})`;
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

const typeOf = ([, type, kind]: Arguments[number]): string =>
  isMembers(kind) ? `(${kind.members.map(typeOf).join(",")})` : type;

function decode(name: string, all: Arguments, data: Hex): Record<string, Fact> {
  const words = wordsOf(data);
  const { facts, end } = membersAt(words, 0, all, unknown(name, words.length));
  if (words.length !== end) throw unknown(name, words.length);
  return Object.fromEntries(facts);
}

/** Members from a word on, as the ABI encodes them: one word each, then in their order what those words point at. */
function membersAt(
  words: readonly Hex[],
  start: number,
  all: Arguments,
  refusal: DomainError,
): { facts: [string, Fact][]; end: number } {
  let end = start + all.length;
  if (words.length < end) throw refusal;
  const facts = all.flatMap(([field, type, kind], at): [string, Fact][] => {
    const word = words[start + at] ?? "0x";
    if (!isColumns(kind) && !isMembers(kind)) return [[field, read(word, bare(type), kind)]];
    if (BigInt(word) !== BigInt((end - start) * WORD)) throw refusal;
    if (isMembers(kind)) {
      const inner = membersAt(words, end, kind.members, refusal);
      end = inner.end;
      return inner.facts;
    }
    const columns = bare(type).split(",");
    const count = Number(BigInt(words[end] ?? 0));
    if (count > MAX_ROWS) throw refusal;
    const from = end + 1;
    end = from + count * columns.length;
    if (words.length < end) throw refusal;
    return [
      [field, Array.from({ length: count }, (_, row) => rowAt(words, from + row * columns.length, columns, kind))],
    ];
  });
  return { facts, end };
}

const rowAt = (
  words: readonly Hex[],
  from: number,
  columns: readonly string[],
  { columns: kinds }: Columns,
): string[] => columns.map((type, at) => String(read(words[from + at] ?? "0x", type, kinds[at])));

type AnyKind = Arguments[number][2];
const isColumns = (kind: AnyKind): kind is Columns => typeof kind === "object" && "columns" in kind;
const isMembers = (kind: AnyKind): kind is Members => typeof kind === "object" && "members" in kind;

/** Without brackets. */
const bare = (type: string): string => type.replace(/[()[\]]/g, "");

const unknown = (name: string, count: number): DomainError =>
  new DomainError("unknown-event", `${name} does not have ${count} words of arguments`);

function read(word: Hex, type: string, kind: Kind | undefined): string | boolean {
  if (kind === "letters") return ascii(word.slice(0, 2 + 2 * Number(type.slice("bytes".length))));
  if (kind === "text") return ascii(word);
  if (typeof kind === "object") return kind[Number(BigInt(word))] ?? word;
  if (type === "bool") return BigInt(word) !== 0n;
  if (type === "int32") return BigInt.asIntN(32, BigInt(word)).toString();
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
