import type { AccessLog } from "../format/accessLog.ts";
import type { SignedCheckpoint } from "../format/checkpoint.ts";
import type { Trust } from "../format/trust.ts";
import { checkAccessLog, checkDayCheckpoint } from "./check/dayCheckpoint.ts";
import { reasonOf } from "./problem.ts";
import { instant } from "./told.ts";

export interface CheckpointReport {
  readonly result: "proven" | "refused";
  readonly checkpoint: string;
  readonly block: string;
  readonly hash: string;
  readonly time: string;
  /** For people. */
  readonly lines: readonly string[];
}

/** A signed checkpoint, and the access log that it is said to have signed, if that is given. */
export function reportOnCheckpoint(
  checkpoint: SignedCheckpoint,
  trust: Trust,
  log: AccessLog | undefined,
): CheckpointReport {
  const { sequence, number, hash, time, signedAt } = checkpoint;
  const checks = [
    () => `the operator's key ${checkDayCheckpoint(checkpoint, trust)} signed it, ${instant(signedAt.toString())}`,
    ...(log
      ? [() => `the access log still begins with the ${checkAccessLog(log, checkpoint)} entries that were signed`]
      : []),
  ];
  const found = checks.map((check): [boolean, string] => {
    try {
      return [true, check()];
    } catch (error) {
      return [false, reasonOf(error)];
    }
  });
  const at = instant(time.toString());
  return {
    result: found.every(([holds]) => holds) ? "proven" : "refused",
    ...{ checkpoint: sequence.toString(), block: number.toString(), hash, time: at },
    lines: [
      `Checkpoint ${sequence}: block ${number}, ${hash}, ${at}`,
      ...found.map(([holds, detail]) => `${holds ? "PASSED" : "FAILED"}  ${detail}`),
    ],
  };
}
