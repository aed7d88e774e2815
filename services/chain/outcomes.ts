import type { Hash, Hex } from "../domain/brand.ts";
import { interfaceOf } from "./artifacts.ts";
import { ChainError } from "./problem.ts";
import type { RelayItem } from "./relayTransaction.ts";
import { decodeRevert } from "./revert.ts";
import type { Revert } from "./revert.ts";
import type { RpcLog, RpcReceipt } from "./rpcTypes.ts";

/**
 * What became of an item: done and failed consume the intent for ever, refused and not-attempted consume nothing.
 * A refusal can be IntentConsumed: then an earlier transaction holds the intent's outcome.
 */
export type ItemOutcome =
  | { readonly status: "done" }
  | { readonly status: "failed"; readonly reason: Revert }
  | { readonly status: "refused"; readonly reason: Revert }
  | { readonly status: "not-attempted" };

type Attempt = Extract<ItemOutcome, { status: "done" | "failed" }>;

/**
 * Outcomes of a relay transaction's items, in their order. A relayed intent may itself call Relay, whose events then
 * name other people's items: an account's word on its own intent comes first, and the relay stopped early only if
 * that is the receipt's very last event, since an account always has the last word on what it ran.
 *
 * @throws ChainError receipt-mismatch if the receipt is not of a transaction with these items
 */
export function outcomesOf(receipt: RpcReceipt, items: readonly RelayItem[]): ItemOutcome[] {
  if (receipt.status === "0x0") return items.map(() => ({ status: "not-attempted" }));
  const end = stoppedAt(receipt) ?? items.length;
  let from = 0;
  return items.map((item, index) => {
    const attempt = findAttempt(receipt.logs, item);
    if (attempt) {
      from = Math.max(from, attempt.at + 1);
      return attempt.outcome;
    }
    if (index >= end) return { status: "not-attempted" };
    return { status: "refused", reason: refusalOf(receipt, from, item, index) };
  });
}

function findAttempt(logs: readonly RpcLog[], { account, intent }: RelayItem) {
  for (const [at, log] of logs.entries()) {
    if (log.address.toLowerCase() !== account || log.topics[1] !== intent.id) continue;
    const outcome = readAttempt(log);
    if (outcome) return { at, outcome };
  }
  return undefined;
}

function readAttempt({ topics, data }: RpcLog): Attempt | undefined {
  if (topics[0] === topicOf("PartyAccount", "IntentDone")) return { status: "done" };
  if (topics[0] !== topicOf("PartyAccount", "IntentFailed")) return undefined;
  const [, , reason] = interfaceOf("PartyAccount").decodeEventLog("IntentFailed", data, topics);
  return { status: "failed", reason: decodeRevert(reason as Hex) };
}

/** Index of the first item that was not attempted. */
function stoppedAt({ to, logs }: RpcReceipt): number | undefined {
  const last = logs.at(-1);
  if (last?.address !== to || last.topics[0] !== topicOf("Relay", "NotAttempted")) return undefined;
  return Number(last.topics[1]);
}

/** The first that fits, after the last event of the items before: what comes later may be a stranger's. */
function refusalOf({ to, logs, transactionHash }: RpcReceipt, from: number, item: RelayItem, index: number): Revert {
  for (const { address, topics, data } of logs.slice(from)) {
    const isRefusal = address === to && topics[0] === topicOf("Relay", "IntentRefused");
    if (!isRefusal || Number(topics[1]) !== index) continue;
    const { account, id, reason } = interfaceOf("Relay").decodeEventLog("IntentRefused", data, topics);
    if (String(account).toLowerCase() === item.account && id === item.intent.id) return decodeRevert(reason as Hex);
  }
  throw new ChainError("receipt-mismatch", `transaction ${transactionHash} says nothing of item ${index}`);
}

function topicOf(contract: "PartyAccount" | "Relay", event: string): Hash | undefined {
  return interfaceOf(contract).getEvent(event)?.topicHash as Hash | undefined;
}
