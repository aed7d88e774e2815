import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { KeyCustody } from "../format/signers.ts";

export const QUESTIONS = {
  ledger: "does the bundle come from the trusted network and its contracts?",
  history: "is the history complete, with nothing missing, added or changed?",
  events: "is every event one of this claim, in its order?",
  status: "are status and amounts as claimed?",
  signatures: "did those sign who acted, with keys that were theirs then?",
  issuer: "was the claim issued by an admitted party for an invoice that the network attested?",
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
  readonly facts: Readonly<Record<string, string | boolean>>;
  readonly actor: Address | null;
  readonly actorLabel: string | null;
  readonly signedBy: readonly SignedBy[];
  /** Last instant at which the act can have been done, epoch seconds: the deadline that its signers signed. */
  readonly notAfter: string | null;
  /** How the signed intent names what it does, where that is shown: contract and selector of each call. */
  readonly acts: readonly { readonly target: Address; readonly selector: Hex }[];
}

export interface Report {
  /** Proven: no verdict failed, and what could be checked was. */
  readonly result: "proven" | "refused";
  readonly claim: Hash;
  readonly network: string;
  readonly chainId: number;
  readonly asOf: { readonly block: string; readonly hash: Hash | null; readonly time: string };
  /** In which amounts are counted; null when the history cannot be read. */
  readonly currency: string | null;
  readonly state: Readonly<Record<string, string | boolean>>;
  /** What the operator calls accounts and keys. */
  readonly labels: Readonly<Record<Address, string>>;
  readonly verdicts: readonly Verdict[];
  readonly timeline: readonly TimelineEntry[];
  readonly fields: readonly { readonly path: string; readonly value: string }[];
}
