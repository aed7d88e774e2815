import { NodeRefusal } from "../refusal.ts";
import type { HeaderRecord } from "./record.ts";

const ADVICE: Partial<Record<keyof HeaderRecord, string>> = {
  chainId: "start with the journal's --chain-id",
  blockGasLimit: "start with the journal's --block-gas-limit",
  engineVersion: "install the engine that wrote the journal; another engine may replay it into another history",
};

/** @throws NodeRefusal `journal-mismatch` naming both values of the first pin that differs. */
export function checkPins(found: HeaderRecord, expected: HeaderRecord): void {
  for (const name of Object.keys(expected) as (keyof HeaderRecord)[]) {
    if (found[name] === expected[name]) continue;
    const advice = ADVICE[name] ?? "this program cannot continue that journal";
    const values = `the journal has ${name} ${found[name]}, this node has ${expected[name]}`;
    throw new NodeRefusal("journal-mismatch", `${values}: ${advice}`);
  }
}
