import { isCurrency } from "../../domain/currency.ts";
import type { Bundle } from "../format/bundle.ts";
import type { ClaimEvent } from "../format/events.ts";
import type { Trust } from "../format/trust.ts";
import { checkCheckpoint } from "./check/checkpoint.ts";
import { checkConsensus } from "./check/consensus.ts";
import { checkDocument } from "./check/document.ts";
import { checkEvents, checkHistory } from "./check/history.ts";
import { checkIssuer } from "./check/issuer.ts";
import { checkLedger } from "./check/ledger.ts";
import { checkSignatures } from "./check/signatures.ts";
import type { SignedIntent } from "./check/signatures.ts";
import { checkStatus } from "./check/status.ts";
import { custodySummary } from "./custody.ts";
import { Verdicts } from "./verdicts.ts";
import type { Report } from "./report.ts";
import { timelineOf } from "./timeline.ts";

/**
 * Checks a claim's bundle against what the reader trusts. Every question gets a verdict of its own; one that rests on another
 * that failed is failed too, and says so. Needs no network and no service.
 *
 * @param sha256 of a file that is said to be the invoice, lower-case hexadecimal
 */
export function verify(bundle: Bundle, trust: Trust, sha256?: string): Report {
  const verdicts = new Verdicts();
  const events = verdicts.ask(
    "events",
    () => checkEvents(bundle),
    (found) => `${found.length} events of the claim`,
  );
  const ledger = verdicts.ask(
    "ledger",
    () => checkLedger(bundle, trust),
    ({ blockHash }) => `block ${BigInt(bundle.block.number)}, ${blockHash}`,
  );
  const stored = verdicts.ask(
    "history",
    () => checkHistory(bundle, verdicts.need(ledger, "ledger")),
    ({ seq }) => `the ${seq} events lead to the head on the ledger`,
  );
  verdicts.ask(
    "status",
    () => {
      checkStatus(bundle, verdicts.need(stored, "history"), verdicts.need(events, "events"));
    },
    () => `${bundle.state.status}, as storage and events say`,
  );
  const signed = verdicts.ask(
    "signatures",
    () => checkSignatures(bundle, verdicts.need(ledger, "ledger"), verdicts.need(events, "events")),
    custodySummary,
  );
  verdicts.ask(
    "issuer",
    () =>
      checkIssuer(
        bundle,
        verdicts.need(ledger, "ledger"),
        first(verdicts.need(events, "events")),
        verdicts.need(stored, "history"),
      ),
    (detail) => detail,
  );
  verdicts.answer("document", () => checkDocument(bundle, verdicts.need(events, "events"), sha256));
  verdicts.answer("checkpoint", () => checkCheckpoint(bundle, trust, verdicts.need(ledger, "ledger")));
  verdicts.answer("consensus", () => checkConsensus(bundle, trust));
  if (ledger && ledger.nodes.unused > 0)
    verdicts.refuse("ledger", `${ledger.nodes.unused} node(s) prove nothing that is claimed`);
  return report(bundle, verdicts, ledger?.blockHash ?? null, events ?? [], signed ?? new Map());
}

function report(
  bundle: Bundle,
  verdicts: Verdicts,
  hash: Report["asOf"]["hash"],
  events: readonly ClaimEvent[],
  signed: ReadonlyMap<string, SignedIntent>,
): Report {
  const { block, network, subject, state, fields } = bundle;
  return {
    result: verdicts.hold ? "proven" : "refused",
    claim: subject,
    network: network.name,
    chainId: network.chainId,
    asOf: {
      block: BigInt(block.number).toString(),
      hash,
      time: new Date(Number(BigInt(block.timestamp) % 100_000_000_000n) * 1000).toISOString(),
    },
    state: Object.fromEntries(
      Object.entries(state).map(([name, value]) => [name, typeof value === "bigint" ? value.toString() : value]),
    ),
    currency: currencyOf(events),
    labels: bundle.labels,
    verdicts: verdicts.all,
    timeline: timelineOf(bundle, events, signed),
    fields: fields.map(({ path, value }) => ({ path, value })),
  };
}

/** Null also for a code that no currency has. */
function currencyOf([registered]: readonly ClaimEvent[]): string | null {
  const code = registered?.facts["currency"];
  return typeof code === "string" && isCurrency(code) ? code : null;
}

function first(events: readonly ClaimEvent[]): ClaimEvent {
  const [event] = events;
  if (!event) throw new RangeError("a history that was read has an event");
  return event;
}
