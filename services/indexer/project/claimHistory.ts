import type { Hash } from "../../domain/brand.ts";
import { nextHead } from "./historyHead.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import type { Mirror } from "./mirror.ts";
import { historyArgs } from "../decode/plainArgs.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import { claimIdOf, orNull } from "../decode/words.ts";

/** What every event of a claim's history begins with. */
interface HistoryArgs {
  readonly id: bigint;
  readonly seq: bigint;
  readonly intent: Hash;
}

export const inClaimHistory = (event: LedgerEvent): event is LedgerEvent & { args: HistoryArgs } =>
  event.contract.name === "Receivables" && "seq" in event.args;

export function needClaim({ args }: LedgerEvent & { args: HistoryArgs }, mirror: Mirror): void {
  mirror.claims.need({ id: claimIdOf(args.id) });
}

/**
 * Adds the event to the claim's history and its hash to the claim's head; runs after the event's own projection.
 * @throws MirrorFault if the event is not the next one
 */
export function appendToClaim(event: LedgerEvent & { args: HistoryArgs }, mirror: Mirror): void {
  const { args, log, contract, transactionHash, block, at } = event;
  const id = claimIdOf(args.id);
  const claim = mirror.claims.get({ id });
  if (args.seq !== claim.seq + 1n) throw new MirrorFault(`claim ${id}: event ${args.seq} follows event ${claim.seq}`);
  const head = nextHead(claim.head, args.seq, log.topics, log.data);
  const intent = orNull(args.intent);
  mirror.claims.change({ id }, { seq: args.seq, head });
  mirror.claimEvents.insert({
    claimId: id,
    seq: args.seq,
    contract: contract.address,
    name: event.name,
    args: historyArgs(event.args),
    intent,
    actor: intent === null ? null : (event.transaction.executorOf(intent) ?? null),
    head,
    block,
    at,
    transactionHash,
    logIndex: log.index,
  });
}
