import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { partyRefs } from "./directory.ts";
import { provenanceOf } from "./provenance.ts";

export interface ProvenanceStep {
  readonly sequence: number;
  readonly event: string;
  readonly at: string;
  readonly actor: { readonly name: string | null; readonly account: Address } | null;
  readonly signers: readonly { readonly address: string; readonly custody: string; readonly user: string | null }[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly reference: string | null;
  readonly block: string;
  readonly transaction: string;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly sequence: number;
  /** Minor units, or null where nothing is counted. */
  readonly amount: string | null;
}

/** From whom to whom an event leads, by the names of its facts; `claim` is the claim itself, `actor` who acted. */
const ENDS: Readonly<Record<string, readonly [from: string, to: string, amount?: string]>> = {
  Registered: ["seller", "claim", "face"],
  Transferred: ["from", "to", "units"],
  UnitsForced: ["from", "to", "units"],
  Paid: ["payer", "claim", "amount"],
  Withdrawn: ["claim", "holder", "amount"],
  Redeemed: ["holder", "claim", "units"],
  Refunded: ["claim", "to", "amount"],
  Acknowledged: ["actor", "claim", "amount"],
};
const OTHERWISE = ["actor", "claim", "amount"] as const;

/** What led to a claim and where its units and money went: a graph and its timeline. @throws Problem not-found */
export async function provenanceGraph(context: Context, actor: Actor, id: string): Promise<Record<string, unknown>> {
  const told = await provenanceOf(context, actor, id);
  const steps = told["steps"] as readonly ProvenanceStep[];
  const document = told["documentRoot"] as Hash;
  const edges: Edge[] = [
    { from: document, to: id, event: "Documented", sequence: 0, amount: null },
    ...steps.flatMap((step) => edgeOf(step, id)),
  ];
  const accounts = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].filter(
    (end) => end !== id && end !== document,
  );
  const refOf = await partyRefs(context.db, accounts as Address[]);
  return {
    receivable: id,
    nodes: [
      { id, kind: "receivable", name: null },
      { id: document, kind: "document", name: null },
      ...accounts.map((account) => ({ id: account, kind: "party", name: refOf(account as Address).name })),
    ],
    edges,
    timeline: steps,
  };
}

function edgeOf({ event, sequence, facts, actor }: ProvenanceStep, claim: string): Edge[] {
  const [from, to, counted = "amount"] = ENDS[event] ?? OTHERWISE;
  const end = (name: string): unknown => (name === "claim" ? claim : name === "actor" ? actor?.account : facts[name]);
  const [source, target, amount] = [end(from), end(to), facts[counted]];
  if (typeof source !== "string" || typeof target !== "string") return [];
  return [{ from: source, to: target, event, sequence, amount: typeof amount === "string" ? amount : null }];
}
