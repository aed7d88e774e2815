import type { Hash } from "../../../domain/brand.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import type { ProvenContract } from "../../format/proven.ts";
import type { StoredHistory } from "../../format/stored.ts";
import type { Ledger } from "../check/ledger.ts";

/** What differs from one kind of subject to another in how a bundle is checked. `S` is what the ledger stores of it. */
export interface Subject<S extends StoredHistory = StoredHistory> {
  /** As people call it: "claim". */
  readonly called: string;
  /** The contract that keeps it; undefined where it is a contract itself. */
  readonly keeper: ProvenContract | undefined;
  /** All events, read; each belongs to the subject. @throws Refused, DomainError unknown-event */
  readonly readEvents: () => HistoryEvent[];
  /** @throws DomainError bad-proof */
  readonly stored: (ledger: Ledger) => S;
  /** What is claimed against storage, and that against what the events tell. @throws Refused */
  readonly checkState: (stored: S, events: readonly HistoryEvent[]) => void;
  /** The one word of the state that people ask for first. */
  readonly status: string;
  /** Who is admitted, who vouched for it, in words. @throws Refused, DomainError */
  readonly checkOrigin: (ledger: Ledger, stored: S, events: readonly HistoryEvent[]) => string;
  /** The account whose act the event is; undefined where the event does not say. */
  readonly authorOf: (event: HistoryEvent, events: readonly HistoryEvent[]) => unknown;
  /** Whether anyone may bring the event about, without an intent of a party. */
  readonly isAnyones: (event: HistoryEvent, before: HistoryEvent | undefined) => boolean;
  /** Root of the present document; undefined where there is none. */
  readonly rootOf: (events: readonly HistoryEvent[]) => Hash | undefined;
  /** In which amounts are counted. */
  readonly currencyOf: (events: readonly HistoryEvent[]) => string | null;
}
