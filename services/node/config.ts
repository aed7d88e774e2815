import { parseArgs } from "node:util";
import { messageOf, NodeRefusal } from "./refusal.ts";

export interface NodeConfig {
  /** Folder of the journal and the lock; made if missing. */
  readonly home: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly chainId: number;
  /** Milliseconds from the first pending transaction to the block that takes it. */
  readonly blockPeriodMs: number;
  /** An empty block is sealed when the last one is this old, so that the chain's time passes. */
  readonly heartbeatMs: number;
  /** Gas per block and so per transaction. The engine's memory is proportional to it: see README.md. */
  readonly blockGasLimit: number;
}

export const DEFAULTS = {
  port: 0,
  chainId: 716_553,
  blockPeriodMs: 50,
  heartbeatMs: 60_000,
  blockGasLimit: 30_000_000,
} as const;

const FLAGS = {
  port: { flag: "port", min: 0, max: 65_535 },
  chainId: { flag: "chain-id", min: 1, max: Number.MAX_SAFE_INTEGER },
  blockPeriodMs: { flag: "block-period-ms", min: 1, max: 60_000 },
  heartbeatMs: { flag: "heartbeat-ms", min: 100, max: 3_600_000 },
  blockGasLimit: { flag: "block-gas-limit", min: 1_000_000, max: 1_000_000_000 },
} as const;

type NumberName = keyof typeof FLAGS;
const NUMBER_NAMES = Object.keys(FLAGS) as NumberName[];

/** @throws NodeRefusal `configuration`, naming the flag. */
export function parseConfig(args: string[]): NodeConfig {
  const values = readFlags(args);
  const home = values["home"];
  if (home === undefined || home === "")
    throw new NodeRefusal("configuration", "--home is required: the node's folder");
  const numbers = NUMBER_NAMES.map((name) => [name, readNumber(name, values[FLAGS[name].flag])] as const);
  return { home, ...(Object.fromEntries(numbers) as Record<NumberName, number>) };
}

/** The command line that `parseConfig` reads back. */
export function formatConfig(config: NodeConfig): string[] {
  const numbers = NUMBER_NAMES.map((name) => `--${FLAGS[name].flag}=${config[name]}`);
  return [`--home=${config.home}`, ...numbers];
}

function readFlags(args: string[]): Record<string, string | undefined> {
  const names = ["home", ...NUMBER_NAMES.map((name) => FLAGS[name].flag)];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (cause) {
    throw new NodeRefusal("configuration", messageOf(cause), { cause });
  }
}

function readNumber(name: NumberName, text: string | undefined): number {
  if (text === undefined) return DEFAULTS[name];
  const { flag, min, max } = FLAGS[name];
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new NodeRefusal("configuration", `--${flag} must be a whole number from ${min} to ${max}, not "${text}"`);
}
