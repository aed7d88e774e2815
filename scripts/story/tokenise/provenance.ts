import type { Json } from "../client.ts";
import { expectEqual, StoryFailed } from "../client.ts";
import type { Told } from "../story.ts";
import type { Scene } from "./scene.ts";

const HISTORY = [
  "Registered",
  "Acknowledged",
  "Transferred",
  "Transferred",
  "Paid",
  "Withdrawn",
  "Paid",
  "Settled",
  "Withdrawn",
  "Redeemed",
  "Withdrawn",
  "Redeemed",
  "Closed",
];

/** The claim's whole history, each step with its signers. */
export async function provenance({ cast, receivable }: Scene): Promise<Told> {
  const told = await cast.supplier.maker.get(`/v1/receivables/${receivable}/provenance`);
  const steps = told["steps"] as Json[];
  expectEqual(
    steps.map(({ event }) => event),
    HISTORY,
    "the history of the claim",
  );
  const unsigned = steps.find(({ signers }) => (signers as Json[]).length === 0);
  if (unsigned) throw new StoryFailed(`step ${String(unsigned["sequence"])} of the provenance names no signer`);
  return {
    title: "The whole story, in order, as an auditor reads it",
    lines: steps.map(lineOf),
    data: { steps: steps.length, historyHead: told["historyHead"] },
  };
}

function lineOf(step: Json): string {
  const actor = (step["actor"] as { name: string } | null)?.name ?? "?";
  const signers = (step["signers"] as { user: string | null; custody: string }[]).map(
    ({ user, custody }) => `${user ?? "?"} [${custody}]`,
  );
  const event = `${String(step["sequence"]).padStart(2)} ${String(step["event"]).padEnd(13)} ${actor.padEnd(26)}`;
  return `${event} signed by ${signers.join(" + ")}  block ${String(step["block"])} tx ${String(step["transaction"]).slice(0, 10)}...`;
}
