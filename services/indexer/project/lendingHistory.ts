import type { Hash } from "../../domain/brand.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import { historyArgs } from "../decode/plainArgs.ts";
import { orNull } from "../decode/words.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import { idOf } from "./facilities/ids.ts";
import { nextHead } from "./historyHead.ts";
import type { Mirror } from "./mirror.ts";

/** What every event of the history of a facility or a drawdown begins with. */
interface HistoryArgs {
  readonly id: bigint;
  readonly seq: bigint;
  readonly intent: Hash;
}

type HistoryEvent = LedgerEvent & { args: HistoryArgs };

/** The others are told of the facility itself. */
const OF_DRAWDOWN: ReadonlySet<string> = new Set([
  "Drawn",
  "Repaid",
  "CoverReceived",
  "CoverReturned",
  "DrawdownClosed",
  "Redeemed",
  "Transferred",
  "UnitsForced",
  "UnitsFrozen",
  "Withdrawn",
]);

export const inLendingHistory = (event: LedgerEvent): event is HistoryEvent =>
  event.contract.name === "Facilities" && "seq" in event.args;

export function needLending({ name, args }: HistoryEvent, { facilities, drawdowns }: Mirror): void {
  if (OF_DRAWDOWN.has(name)) drawdowns.need({ id: idOf(args.id) });
  else facilities.need({ id: idOf(args.id) });
}

/**
 * Adds the event to the history it belongs to and its hash to that head; runs after the event's own projection.
 * @throws MirrorFault if the event is not the next one
 */
export function appendToLending(event: HistoryEvent, mirror: Mirror): void {
  const { args, log, contract, transactionHash, block, at, name } = event;
  const id = idOf(args.id);
  const rows = OF_DRAWDOWN.has(name) ? mirror.drawdowns : mirror.facilities;
  const before = rows.get({ id });
  if (args.seq !== before.seq + 1n) throw new MirrorFault(`${id}: event ${args.seq} follows event ${before.seq}`);
  const head = nextHead(before.head, args.seq, log.topics, log.data);
  rows.change({ id }, { seq: args.seq, head });
  const intent = orNull(args.intent);
  const entry = {
    seq: args.seq,
    contract: contract.address,
    name,
    args: historyArgs(event.args),
    intent,
    actor: intent === null ? null : (event.transaction.executorOf(intent) ?? null),
    head,
    block,
    at,
    transactionHash,
    logIndex: log.index,
  };
  if (OF_DRAWDOWN.has(name)) mirror.drawdownEvents.insert({ drawdownId: id, ...entry });
  else mirror.facilityEvents.insert({ facilityId: id, ...entry });
}
