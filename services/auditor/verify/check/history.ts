import type { LoggedEvent } from "../../format/bundle.ts";
import { historyHead } from "../../format/history.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import type { StoredHistory } from "../../format/stored.ts";
import { must } from "../problem.ts";

/** Each event in its place. @throws Refused */
export function checkSequence(events: readonly HistoryEvent[]): void {
  for (const [at, { name, seq }] of events.entries())
    must(seq === BigInt(at + 1), `${name} is event ${seq} of the history and stands in place ${at + 1}`);
}

/** All events together lead to the head that the ledger stores. @param whose as a refusal calls it. @throws Refused */
export function checkComplete(events: readonly LoggedEvent[], stored: StoredHistory, whose: string): void {
  const count = BigInt(events.length);
  must(stored.seq === count, `the ledger counts ${stored.seq} events of ${whose}, and here are ${count}`);
  must(
    BigInt(historyHead(events)) === stored.head,
    `the events of ${whose} do not lead to the history head on the ledger`,
  );
}
