import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";

/** Waits for a condition, bounded. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let step = 0; step < 2_000; step++) {
    if (await condition()) return;
    await sleep(10);
  }
  expect.fail(`it did not happen: ${what}`);
}
