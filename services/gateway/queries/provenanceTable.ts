import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { csv } from "./csv.ts";
import { provenanceOf } from "./provenance.ts";
import type { ProvenanceStep } from "./provenanceGraph.ts";

const COLUMNS = [
  "sequence",
  "event",
  "at",
  "actor",
  "account",
  "signed by",
  "facts",
  "reference",
  "block",
  "transaction",
];

/** A claim's timeline for spreadsheets. @throws Problem not-found */
export async function provenanceTable(context: Context, actor: Actor, id: string): Promise<string> {
  const { steps } = (await provenanceOf(context, actor, id)) as { steps: readonly ProvenanceStep[] };
  return csv([COLUMNS, ...steps.map(row)]);
}

const row = ({
  sequence,
  event,
  at,
  actor,
  signers,
  facts,
  reference,
  block,
  transaction,
}: ProvenanceStep): string[] => [
  String(sequence),
  event,
  at,
  actor?.name ?? "",
  actor?.account ?? "",
  signers.map(({ user, address, custody }) => `${user ?? address} (${custody})`).join("; "),
  Object.entries(facts)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join("; "),
  reference ?? "",
  block,
  transaction,
];
