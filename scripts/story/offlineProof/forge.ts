import { readFileSync, writeFileSync } from "node:fs";

import type { Report } from "../../../services/auditor/verify/report.ts";
import { expectEqual, StoryFailed } from "../client.ts";
import type { Told } from "../story.ts";
import { runVerifier } from "./runVerifier.ts";
import type { OfflineScene } from "./scene.ts";

interface Forgeable {
  state: { status: string };
  events: { data: string }[];
  fields: { value: string }[];
  intents: { signatures: string[] }[];
}

const FORGERIES: readonly (readonly [what: string, verdict: string, forge: (bundle: Forgeable) => void])[] = [
  ["the claim is said to be unpaid", "status", ({ state }) => (state.status = "acknowledged")],
  ["its last event is left out", "history", ({ events }) => events.pop()],
  ["the invoice's amount is raised", "document", ({ fields }) => (last(fields).value += "0")],
  [
    "a signature is exchanged for another",
    "signatures",
    ({ intents: [a, b] }) => {
      swap(a, b);
    },
  ],
];

/** Four forgeries, each refused for its own reason. */
export async function forge(scene: OfflineScene): Promise<Told> {
  const lines: string[] = [];
  for (const [what, verdict, change] of FORGERIES) {
    const bundle = JSON.parse(readFileSync(scene.inFolder("bundle.json"), "utf8")) as Forgeable;
    change(bundle);
    writeFileSync(scene.inFolder("forged.json"), JSON.stringify(bundle));
    const { code, output } = await runVerifier(scene.folder, "forged.json", "--trust", "trust.json", "--json");
    expectEqual(code, 1, `exit code when ${what}: ${output}`);
    const { verdicts } = JSON.parse(output) as Report;
    const failed = verdicts.find(({ question, outcome }) => question === verdict && outcome === "failed");
    if (!failed) throw new StoryFailed(`${what}, and "${verdict}" did not fail: ${output}`);
    lines.push(`${what.padEnd(38)} FAILED ${verdict}: ${failed.detail}`);
  }
  return { title: "Forged copies are refused, each for its own reason", lines, data: { refused: FORGERIES.length } };
}

function last<T>(list: readonly T[]): T {
  const item = list.at(-1);
  if (item === undefined) throw new StoryFailed("the bundle shows nothing to forge");
  return item;
}

function swap(a: Forgeable["intents"][number] | undefined, b: Forgeable["intents"][number] | undefined): void {
  if (!a || !b) throw new StoryFailed("the bundle shows fewer than two intents");
  [a.signatures, b.signatures] = [b.signatures, a.signatures];
}
