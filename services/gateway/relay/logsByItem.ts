import { interfaceOf } from "../../chain/artifacts.ts";
import type { RpcLog, RpcReceipt } from "../../chain/rpcTypes.ts";
import type { Hash } from "../../domain/brand.ts";
import type { OutboxItem } from "./outbox.ts";

/** The events of each item that was done: those between the outcome before it and its own, which comes last. */
export function logsByItem({ logs }: RpcReceipt, items: readonly OutboxItem[]): Map<Hash, RpcLog[]> {
  const accountOf = new Map(items.map(({ operation, item }) => [operation, item.account]));
  const abi = interfaceOf("PartyAccount");
  const outcomes = ["IntentDone", "IntentFailed"].map((name) => abi.getEvent(name)?.topicHash);
  const found = new Map<Hash, RpcLog[]>();
  let current: RpcLog[] = [];
  for (const log of logs) {
    const id = log.topics[1];
    const isOutcome =
      outcomes.includes(log.topics[0]) && id !== undefined && accountOf.get(id) === log.address.toLowerCase();
    if (!isOutcome) {
      current.push(log);
      continue;
    }
    found.set(id, current);
    current = [];
  }
  return found;
}
