import type { Address, Hex } from "../../domain/brand.ts";
import type { Bundle, ShownIntent } from "../format/bundle.ts";
import type { HistoryEvent } from "../format/historyEvent.ts";
import type { SignedIntent } from "./check/signatures.ts";
import type { TimelineEntry } from "./report.ts";

const SELECTOR_DIGITS = 10;

/** What happened, in order, with who is proven to have signed it. */
export function timelineOf(
  { labels }: Bundle,
  events: readonly HistoryEvent[],
  signed: ReadonlyMap<string, SignedIntent>,
  times: ReadonlyMap<bigint, bigint> = new Map(),
): TimelineEntry[] {
  const label = (address: Address): string | null => labels[address] ?? null;
  return events.map(({ name, seq, intent, facts }) => {
    const cause = signed.get(intent);
    const actor = cause?.shown.account ?? null;
    return {
      seq: Number(seq),
      event: name,
      facts,
      actor,
      actorLabel: actor && label(actor),
      signedBy: (cause?.signedBy ?? []).map(({ key, custody }) => ({ key, custody, label: label(key) })),
      at: times.get(seq)?.toString() ?? null,
      notAfter: cause ? cause.shown.deadline.toString() : null,
      acts: cause ? actsOf(cause.shown) : [],
    };
  });
}

const actsOf = ({ calls }: ShownIntent): TimelineEntry["acts"] =>
  calls.flatMap((call) =>
    typeof call === "string" ? [] : [{ target: call.target, selector: call.data.slice(0, SELECTOR_DIGITS) as Hex }],
  );
