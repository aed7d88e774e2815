import type { Log } from "./log.ts";

interface Counts {
  readonly blocks: number;
  readonly transactions: number;
  /** Bytes of the journal read so far. */
  readonly end: number;
}

/** Logs a line a second while `work` makes `counts` grow towards `bytes`. */
export async function withProgress(counts: Counts, bytes: number, log: Log, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const timer = setInterval(() => {
    const percent = Math.floor((100 * counts.end) / bytes);
    log(`replaying the journal: ${percent} %, ${describe(counts, performance.now() - started)}`);
  }, 1000);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

/** "12 blocks, 340 transactions, 280 tx/s" */
export function describe({ blocks, transactions }: Omit<Counts, "end">, millis: number): string {
  const rate = Math.round((1000 * transactions) / Math.max(millis, 1));
  return `${blocks} blocks, ${transactions} transactions, ${rate} tx/s`;
}
