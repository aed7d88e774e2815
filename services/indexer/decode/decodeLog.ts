import { AbiCoder } from "ethers";
import type { EventFragment, ParamType } from "ethers";
import { interfaceOf } from "../../chain/artifacts.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import { ASSET_KINDS, ASSET_STAGES, TERM_BASES } from "../../domain/ip/kind.ts";
import { LIEN_KINDS } from "../../domain/ip/lien.ts";
import { LOAN_CONVENTIONS } from "../../domain/interest.ts";
import type { ChainLog } from "./chainBlock.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import type { ArgValue } from "./plainArgs.ts";

export interface DecodedLog {
  readonly name: string;
  readonly args: Readonly<Record<string, ArgValue>>;
}

/** By parameter name, which no other parameter of an event has; in the order of the contracts. */
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  assetKind: ASSET_KINDS,
  stage: ASSET_STAGES,
  termBasis: TERM_BASES,
  lienKind: LIEN_KINDS,
  convention: LOAN_CONVENTIONS,
  motion: ["waiver", "amendment", "acceleration"],
  ground: ["none", "payment", "margin", "report"],
  custody: ["none", "custodial", "external", "hsm"],
  kind: ["valuation", "registration", "green-label", "report", "verification"],
  subject: ["seller", "debtor"],
  hindrance: ["none", "not-entitled", "short-of-cash", "above-limit"],
  making: ["paid", "owed", "reduced"],
  policy: ["lowest", "latest"],
  source: ["debtor", "third-party", "bank", "turn-over", "dilution"],
};
/** ISO codes: Currency is bytes3, a country bytes2, and nothing else is. */
const CODES: ReadonlySet<string> = new Set(["bytes2", "bytes3"]);

const coder = AbiCoder.defaultAbiCoder();
const fragments = new Map<ContractName, ReadonlyMap<string, EventFragment>>();

/** @throws MirrorFault if the contract's ABI has no such event, or the data is not its */
export function decodeLog(contract: ContractName, log: ChainLog): DecodedLog {
  const fragment = fragmentsOf(contract).get(log.topics[0] ?? "");
  if (!fragment)
    throw new MirrorFault(`${contract} at ${log.address} has no event with topic ${log.topics.join(", ")}`);
  try {
    return { name: fragment.name, args: argsOf(fragment, log) };
  } catch (cause) {
    throw new MirrorFault(`a log of ${contract} at ${log.address} is no ${fragment.format()}`, { cause });
  }
}

/** Asking an Interface for a topic makes it hash every signature again. */
function fragmentsOf(contract: ContractName): ReadonlyMap<string, EventFragment> {
  const known = fragments.get(contract);
  if (known) return known;
  const byTopic = new Map<string, EventFragment>();
  interfaceOf(contract).forEachEvent((fragment) => byTopic.set(fragment.topicHash, fragment));
  fragments.set(contract, byTopic);
  return byTopic;
}

/** Indexed parameters of our events are all of one word. */
function argsOf({ inputs }: EventFragment, { topics, data }: ChainLog): Record<string, ArgValue> {
  const inData = coder.decode(
    inputs.filter(({ indexed }) => indexed !== true),
    data,
  );
  const args: Record<string, ArgValue> = {};
  let topic = 1;
  let position = 0;
  for (const input of inputs) {
    const value: unknown =
      input.indexed === true ? coder.decode([input], topics[topic++] ?? "0x")[0] : inData[position++];
    // Solidity keeps some words to itself: `reference_`.
    args[input.name.replace(/_$/, "")] = read(input, value);
  }
  return args;
}

function read(type: ParamType, value: unknown): ArgValue {
  if (type.isArray()) return (value as readonly unknown[]).map((item) => read(type.arrayChildren, item));
  if (type.isTuple()) {
    const values = value as readonly unknown[];
    return Object.fromEntries(type.components.map((part, index) => [part.name, read(part, values[index])]));
  }
  if (typeof value === "bigint") return ENUMS[type.name]?.[Number(value)] ?? value;
  if (typeof value === "boolean") return value;
  const text = value as string;
  if (type.baseType === "string") return text;
  return CODES.has(type.baseType) ? codeOf(text) : text.toLowerCase();
}

/** Capital letters, else the bytes as they are: a registrar's mistake must not stop the indexer. */
function codeOf(hex: string): string {
  const code = Buffer.from(hex.slice(2), "hex").toString("latin1");
  return /^[A-Z]+$/.test(code) ? code : hex;
}
