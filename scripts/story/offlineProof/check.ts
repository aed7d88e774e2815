import { readFileSync, writeFileSync } from "node:fs";

import type { Report } from "../../../services/auditor/verify/report.ts";
import { expectEqual, StoryFailed } from "../client.ts";
import type { Told } from "../story.ts";
import { runVerifier } from "./runVerifier.ts";
import type { OfflineScene } from "./scene.ts";

/** The verifier, alone in the folder, proves the claim, names who signed what, and shows the three fields. */
export async function check(scene: OfflineScene): Promise<Told> {
  const { code, output } = await runVerifier(scene.folder, "bundle.json", "--trust", "trust.json", "--json");
  if (code !== 0) throw new StoryFailed(`the verifier refused: ${output}`);
  const report = JSON.parse(output) as Report;
  expectEqual([report.result, report.subject], ["proven", scene.receivable], "what is proven");
  const outcomes = Object.fromEntries(report.verdicts.map(({ question, outcome }) => [question, outcome]));
  const consensus = report.verdicts.find(({ question }) => question === "consensus");
  expectEqual([consensus?.outcome, consensus?.detail], ["skipped", "single operator"], "consensus of one operator");
  const passed = Object.values(outcomes).filter((outcome) => outcome === "passed").length;
  expectEqual(outcomes["receipts"], "skipped", "receipts, which the seller may not show");
  expectEqual(passed, Object.keys(outcomes).length - 2, "verdicts that passed");
  expectEqual(
    report.fields.map(({ path }) => path),
    scene.disclosed,
    "the fields that are shown",
  );
  const custodies = new Set(report.timeline.flatMap(({ signedBy }) => signedBy.map(({ custody }) => custody)));
  expectEqual([...custodies].sort(), ["operator-held", "own"], "whose keys signed");
  const checkpoint = await checkCheckpoint(scene);
  const { output: told } = await runVerifier(scene.folder, "bundle.json", "--trust", "trust.json");
  return {
    title:
      "Alone in the folder, without network or environment: node tallystick-verify.mjs bundle.json --trust trust.json",
    lines: [...told.trimEnd().split("\n"), "", ...checkpoint],
    data: { verdicts: outcomes, fields: report.fields, sha256: (report as Report & { sha256: string }).sha256 },
  };
}

/** The signed head of the access log, and that a log with an entry less is not the one that was signed. */
async function checkCheckpoint(scene: OfflineScene): Promise<string[]> {
  const args = ["--checkpoint", "checkpoint.json", "--trust", "trust.json", "--access-log"];
  const whole = await runVerifier(scene.folder, ...args, "access-log.json");
  expectEqual(whole.code, 0, `exit code for the checkpoint: ${whole.output}`);
  const log = JSON.parse(readFileSync(scene.inFolder("access-log.json"), "utf8")) as { entries: unknown[] };
  writeFileSync(scene.inFolder("short-log.json"), JSON.stringify({ ...log, entries: log.entries.slice(0, -1) }));
  const short = await runVerifier(scene.folder, ...args, "short-log.json");
  expectEqual(short.code, 1, `exit code for a log with an entry less: ${short.output}`);
  return [
    ...whole.output.trimEnd().split("\n"),
    "with the last entry left out:",
    ...short.output.trimEnd().split("\n").slice(1),
  ];
}
