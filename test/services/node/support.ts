import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Wallet } from "ethers";
import type { TransactionLike } from "ethers";
import { DEFAULTS } from "../../../services/node/config.ts";
import { decodeRecord, encodeRecord } from "../../../services/node/journal/record.ts";
import type { JournalRecord } from "../../../services/node/journal/record.ts";
import type { NodeRefusal } from "../../../services/node/refusal.ts";
import { startNode } from "../../../services/node/start.ts";
import type { RunningNode, StartOptions } from "../../../services/node/start.ts";

export const CHAIN_ID = DEFAULTS.chainId;

/** An hour, so that no empty block comes between the blocks of a test. */
export const QUIET = { heartbeatMs: 3_600_000, blockPeriodMs: 10 } as const;

const running: RunningNode[] = [];
const homes: string[] = [];

export async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "tallystick-node-"));
  homes.push(home);
  return home;
}

export async function start(options: StartOptions): Promise<RunningNode> {
  const node = await startNode({ ...QUIET, ...options });
  running.push(node);
  return node;
}

/** Ends every node and removes every folder that this file's tests made. */
export async function cleanUp(): Promise<void> {
  await Promise.all(running.splice(0).map((node) => node.stop()));
  await Promise.all(homes.splice(0).map((home) => rm(home, { recursive: true })));
}

export async function kill(node: RunningNode): Promise<void> {
  process.kill(node.pid, "SIGKILL");
  await node.exited;
}

/** The refusal a start must end with. */
export async function refusalOf(options: StartOptions): Promise<NodeRefusal> {
  const outcome = await start(options).catch((error: unknown) => error);
  expect(outcome).to.be.an("error").with.property("name", "NodeRefusal");
  return outcome as NodeRefusal;
}

export interface RpcAnswer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

export async function post(node: RunningNode, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(node.url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
}

export async function ask(node: RunningNode, method: string, params: unknown[] = []): Promise<RpcAnswer> {
  const response = await post(node, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  return (await response.json()) as RpcAnswer;
}

export async function result<T>(node: RunningNode, method: string, params: unknown[] = []): Promise<T> {
  const answer = await ask(node, method, params);
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result as T;
}

export async function batch(node: RunningNode, calls: [method: string, params: unknown[]][]): Promise<RpcAnswer[]> {
  const requests = calls.map(([method, params], id) => ({ jsonrpc: "2.0", id, method, params }));
  return (await (await post(node, JSON.stringify(requests))).json()) as RpcAnswer[];
}

export function newWallet(): Wallet {
  return new Wallet(Wallet.createRandom().privateKey);
}

/** A raw transaction to nobody in particular, free of charge. */
export function sign(wallet: Wallet, nonce: number, overrides: TransactionLike = {}): Promise<string> {
  const base = { chainId: CHAIN_ID, type: 0, gasPrice: 0, gasLimit: 60_000, to: `0x${"ab".repeat(20)}`, nonce };
  return wallet.signTransaction({ ...base, ...overrides });
}

export function send(node: RunningNode, raw: string): Promise<string> {
  return result<string>(node, "eth_sendRawTransaction", [raw]);
}

export interface Receipt {
  readonly transactionHash: string;
  readonly blockHash: string;
  readonly blockNumber: string;
  readonly transactionIndex: string;
  readonly status: string;
  readonly contractAddress: string | null;
}

export interface Block {
  readonly number: string;
  readonly hash: string;
  readonly timestamp: string;
  readonly gasUsed: string;
  readonly baseFeePerGas: string;
  readonly transactions: string[];
}

export function receiptOf(node: RunningNode, hash: string): Promise<Receipt | null> {
  return result(node, "eth_getTransactionReceipt", [hash]);
}

export function blockAt(node: RunningNode, block: string): Promise<Block> {
  return result(node, "eth_getBlockByNumber", [block, false]);
}

/** Waits, bounded by the test's own time-out, until `look` finds something. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    await sleep(10);
  }
}

export function mined(node: RunningNode, hash: string): Promise<Receipt> {
  return eventually(() => receiptOf(node, hash));
}

export function journalPath(home: string): string {
  return join(home, "journal.jsonl");
}

export async function readJournal(home: string): Promise<JournalRecord[]> {
  const lines = (await readFile(journalPath(home), "utf8")).trimEnd().split("\n");
  return lines.map((line) => decodeRecord(Buffer.from(line)));
}

/** Writes records with valid checksums: what someone who knows the format could do. */
export async function writeJournal(home: string, records: JournalRecord[]): Promise<void> {
  await writeFile(journalPath(home), Buffer.concat(records.map(encodeRecord)));
}

/** Initcode that returns `bytes` as the contract's code, or reverts with them. */
export function initcode(bytes: string, end: "return" | "revert" = "return"): string {
  const size = ((bytes.length - 2) / 2).toString(16).padStart(2, "0");
  return `0x60${size}600a5f3960${size}5f${end === "return" ? "f3" : "fd"}${bytes.slice(2)}`;
}
