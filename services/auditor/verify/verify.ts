import type { Bundle } from "../format/bundle.ts";
import type { HistoryEvent } from "../format/historyEvent.ts";
import type { StoredHistory } from "../format/stored.ts";
import type { Trust } from "../format/trust.ts";
import { checkCheckpoint } from "./check/checkpoint.ts";
import { checkConsensus } from "./check/consensus.ts";
import { checkDocument } from "./check/document.ts";
import { checkComplete, checkSequence } from "./check/history.ts";
import { checkLedger } from "./check/ledger.ts";
import { checkReceipts } from "./check/receipts.ts";
import { checkSignatures } from "./check/signatures.ts";
import type { Caused, SignedIntent } from "./check/signatures.ts";
import { checkStatements, statementAuthor, statementSummary } from "./check/statements.ts";
import { custodySummary } from "./custody.ts";
import { must } from "./problem.ts";
import type { Report } from "./report.ts";
import { stateOf } from "./stateOf.ts";
import type { Subject } from "./subjects/subject.ts";
import { withSubject } from "./subjects/subjectOf.ts";
import { timelineOf } from "./timeline.ts";
import { Verdicts } from "./verdicts.ts";

/**
 * Checks a bundle against what the reader trusts. Every question gets a verdict of its own; one that rests on another that
 * failed is failed too, and says so. Needs no network and no service.
 *
 * @param sha256 of a file that is said to be the document, lower-case hexadecimal
 */
export const verify = (bundle: Bundle, trust: Trust, sha256?: string): Report =>
  withSubject(bundle, (subject) => verifyAs(subject, bundle, trust, sha256));

function verifyAs<S extends StoredHistory>(
  subject: Subject<S>,
  bundle: Bundle,
  trust: Trust,
  sha256: string | undefined,
): Report {
  const { called } = subject;
  const verdicts = new Verdicts();
  const events = verdicts.ask(
    "events",
    () => {
      const read = subject.readEvents();
      must(read.length > 0, "there is no event");
      checkSequence(read);
      return read;
    },
    (found) => `${found.length} events of the ${called}`,
  );
  const ledger = verdicts.ask(
    "ledger",
    () => checkLedger(bundle, trust, subject.keeper),
    ({ blockHash }) => `block ${BigInt(bundle.block.number)}, ${blockHash}`,
  );
  const stored = verdicts.ask(
    "history",
    () => {
      const found = subject.stored(verdicts.need(ledger, "ledger"));
      checkComplete(bundle.events, found, `this ${called}`);
      return found;
    },
    ({ seq }) => `the ${seq} events lead to the head on the ledger`,
  );
  verdicts.ask(
    "status",
    () => {
      subject.checkState(verdicts.need(stored, "history"), verdicts.need(events, "events"));
    },
    () => `${subject.status}, as storage and events say`,
  );
  const statements = verdicts.ask(
    "statements",
    () => checkStatements(bundle, verdicts.need(ledger, "ledger")),
    (read) => statementSummary(read, BigInt(bundle.block.timestamp)),
  );
  const signed = verdicts.ask(
    "signatures",
    () => {
      const [told, said] = [verdicts.need(events, "events"), verdicts.need(statements, "statements")];
      return checkSignatures(bundle, verdicts.need(ledger, "ledger"), [...causesOf(subject, told), ...makersOf(said)]);
    },
    custodySummary,
  );
  verdicts.ask(
    "issuer",
    () =>
      subject.checkOrigin(
        verdicts.need(ledger, "ledger"),
        verdicts.need(stored, "history"),
        verdicts.need(events, "events"),
      ),
    (detail) => detail,
  );
  verdicts.answer("document", () => checkDocument(bundle, subject.rootOf(verdicts.need(events, "events")), sha256));
  const times = new Map<bigint, bigint>();
  verdicts.answer("receipts", () => checkReceipts(bundle, trust, verdicts.need(ledger, "ledger"), times));
  verdicts.answer("checkpoint", () => checkCheckpoint(bundle, trust, verdicts.need(ledger, "ledger")));
  verdicts.answer("consensus", () => checkConsensus(bundle, trust));
  if (ledger && ledger.nodes.unused > 0)
    verdicts.refuse("ledger", `${ledger.nodes.unused} node(s) prove nothing that is claimed`);
  const intents = signed ?? new Map<string, SignedIntent>();
  return {
    ...about(bundle, verdicts, ledger?.blockHash ?? null),
    currency: subject.currencyOf(events ?? []),
    timeline: timelineOf(bundle, events ?? [], intents, times),
    statements: timelineOf(bundle, statements ?? [], intents),
  };
}

const causesOf = <S extends StoredHistory>(subject: Subject<S>, events: readonly HistoryEvent[]): Caused[] =>
  events.map((event, at) => ({
    event,
    what: `event ${event.seq} (${event.name})`,
    author: subject.authorOf(event, events),
    isAnyones: subject.isAnyones(event, events[at - 1]),
  }));

const makersOf = (statements: readonly HistoryEvent[]): Caused[] =>
  statements.map((event) => ({
    event,
    what: `statement ${event.seq} (${event.name})`,
    author: statementAuthor(event),
    isAnyones: false,
  }));

type About = Omit<Report, "currency" | "timeline" | "statements">;

const about = (bundle: Bundle, verdicts: Verdicts, hash: Report["asOf"]["hash"]): About => ({
  result: verdicts.hold ? "proven" : "refused",
  kind: bundle.kind,
  subject: bundle.subject,
  network: bundle.network.name,
  chainId: bundle.network.chainId,
  asOf: {
    block: BigInt(bundle.block.number).toString(),
    hash,
    time: new Date(Number(BigInt(bundle.block.timestamp) % 100_000_000_000n) * 1000).toISOString(),
  },
  state: stateOf(bundle.state),
  labels: bundle.labels,
  verdicts: verdicts.all,
  fields: bundle.fields.map(({ path, value }) => ({ path, value })),
  statementFields: bundle.statementFields.map(({ statement, path, value }) => ({ statement, path, value })),
});
