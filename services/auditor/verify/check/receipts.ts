import { RLP } from "@ethereumjs/rlp";
import { toHex } from "../../../domain/hex.ts";
import { DomainError } from "../../../domain/problem.ts";
import type { Bundle, LoggedEvent, ShownReceipt } from "../../format/bundle.ts";
import type { Trust } from "../../format/trust.ts";
import { must } from "../problem.ts";
import type { Verdict } from "../report.ts";
import { signerOfBlock } from "./checkpoint.ts";
import { sealersOfBlock } from "./consensus.ts";
import { blockHashOf } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";

type Answer = Pick<Verdict, "outcome" | "detail">;

/** A receipt is rlp(status, gas, bloom, logs), after a byte for its type unless that is the oldest one (EIP-2718). */
const LEGACY = 0xc0;
const LOGS = 3;

/**
 * Each shown receipt holds its event, stands under its block's receipts root, and the block is of the trusted chain.
 * @param times filled with when each event happened, epoch seconds, by its place in the history
 * @throws Refused, DomainError
 */
export function checkReceipts(bundle: Bundle, trust: Trust, ledger: Ledger, times: Map<bigint, bigint>): Answer {
  const { receipts } = bundle;
  if (receipts.length === 0) return { outcome: "skipped", detail: "no receipt is shown" };
  for (const shown of receipts) {
    const what = `the receipt of event ${shown.seq}`;
    const event = bundle.events[shown.seq - 1];
    must(event !== undefined, `${what} is of no event that is shown`);
    must(BigInt(shown.block.number) <= BigInt(bundle.block.number), `${what} is of a later block than the state`);
    checkBlock(shown, bundle, trust, ledger, what);
    const receipt = ledger.nodes.find(shown.block.receiptsRoot, RLP.encode(shown.transaction));
    must(receipt !== undefined, `the block of ${what} has no transaction ${shown.transaction}`);
    must(isEvent(logAt(receipt, shown.log), event, bundle.contract), `${what} does not hold the event`);
    times.set(BigInt(shown.seq), BigInt(shown.block.timestamp));
  }
  return { outcome: "passed", detail: `${receipts.length} event(s) stand in the receipts of their blocks` };
}

/** As the block of the state: by the operator's word, or by its validators. */
function checkBlock(shown: ShownReceipt, { labels }: Bundle, trust: Trust, ledger: Ledger, what: string): void {
  const { block, checkpoint } = shown;
  if (trust.consensus.kind === "qbft") {
    sealersOfBlock(block, trust.consensus.validators);
    return;
  }
  must(checkpoint !== null, `nobody has signed that the block of ${what} is of the chain`);
  signerOfBlock({ checkpoint, block, labels, hash: blockHashOf(block, trust) }, trust, ledger);
}

function logAt(receipt: Uint8Array, place: number): unknown {
  try {
    const fields: unknown = RLP.decode((receipt[0] ?? 0) < LEGACY ? receipt.subarray(1) : receipt);
    const logs: unknown = Array.isArray(fields) ? fields[LOGS] : undefined;
    return Array.isArray(logs) ? logs[place] : undefined;
  } catch (cause) {
    throw new DomainError("bad-proof", "a receipt is no RLP", { cause });
  }
}

function isEvent(log: unknown, { topics, data }: LoggedEvent, contract: string): boolean {
  if (!Array.isArray(log)) return false;
  const [emitter, shown, bytes] = log as unknown[];
  const named = Array.isArray(shown) ? shown.map(hex) : [];
  return hex(emitter) === contract && named.join() === topics.join() && hex(bytes) === data;
}

const hex = (bytes: unknown): string | undefined => (bytes instanceof Uint8Array ? toHex(bytes) : undefined);
