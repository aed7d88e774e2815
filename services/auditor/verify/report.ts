import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Fact } from "../format/historyEvent.ts";
import type { Kind } from "../format/state.ts";
import type { KeyCustody } from "../format/signers.ts";

export const QUESTIONS = {
  ledger: "does the bundle come from the trusted network and its contracts?",
  history: "is the history complete, with nothing missing, added or changed?",
  events: "is every event one of this subject, in its order?",
  status: "is the state as claimed?",
  signatures: "did those sign who acted, with keys that were theirs then?",
  issuer: "do admitted parties stand behind it, and did the network attest a claim's invoice?",
  statements: "is what others attested about it complete?",
  receipts: "do the blocks hold the events, and when did they happen?",
  document: "do the disclosed fields belong to the document on the ledger?",
  checkpoint: "did the operator sign that the block is of its chain?",
  consensus: "did enough validators seal the block?",
} as const;

export type Question = keyof typeof QUESTIONS;
/** Skipped: there is nothing that could be checked, and `detail` says why. It never counts as passed. */
export type Outcome = "passed" | "failed" | "skipped";

export interface Verdict {
  readonly question: Question;
  readonly outcome: Outcome;
  readonly detail: string;
}

export interface SignedBy {
  readonly key: Address;
  readonly custody: KeyCustody;
  /** What the exporter calls the key: said, not proven. */
  readonly label: string | null;
}

export interface TimelineEntry {
  readonly seq: number;
  readonly event: string;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly actor: Address | null;
  readonly actorLabel: string | null;
  readonly signedBy: readonly SignedBy[];
  /** When it happened, epoch seconds; null unless its receipt is shown. */
  readonly at: string | null;
  /** Last instant at which the act can have been done, epoch seconds: the deadline that its signers signed. */
  readonly notAfter: string | null;
  /** How the signed intent names what it does, where that is shown: contract and selector of each call. */
  readonly acts: readonly { readonly target: Address; readonly selector: Hex }[];
}

export interface Report {
  /** Proven: no verdict failed, and what could be checked was. */
  readonly result: "proven" | "refused";
  readonly kind: Kind;
  /** A claim or an asset by its id, a party by its account. */
  readonly subject: Hex;
  readonly network: string;
  readonly chainId: number;
  readonly asOf: { readonly block: string; readonly hash: Hash | null; readonly time: string };
  /** In which amounts are counted; null when the history cannot be read. */
  readonly currency: string | null;
  readonly state: Readonly<Record<string, Fact>>;
  /** What the operator calls accounts and keys. */
  readonly labels: Readonly<Record<Address, string>>;
  readonly verdicts: readonly Verdict[];
  readonly timeline: readonly TimelineEntry[];
  /** What others attested about it, and revoked. */
  readonly statements: readonly TimelineEntry[];
  readonly fields: readonly { readonly path: string; readonly value: string }[];
  /** Disclosed fields of attestations, by their place in `statements`. */
  readonly statementFields: readonly { readonly statement: number; readonly path: string; readonly value: string }[];
}
