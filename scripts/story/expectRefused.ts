import type { Answer } from "./client.ts";
import { expectEqual } from "./client.ts";

/** Checks that the ledger refused it with this error of the contracts. @returns the sentence that its user was told */
export function expectRefused({ status, body }: Answer, contractError: string, what: string): string {
  expectEqual([status, body["contractError"]], [422, contractError], what);
  return String(body["detail"]);
}
