import type { ChainBlock } from "../decode/chainBlock.ts";

/** Logs in one transaction: enough to make statements cheap, few enough that readers of PGlite do not stall. */
const MAX_LOGS = 2_000;

/** Consecutive blocks in groups that are written together; a block is never divided. */
export function groupsOf(blocks: readonly ChainBlock[], maxLogs = MAX_LOGS): ChainBlock[][] {
  const groups: ChainBlock[][] = [];
  let logs = Infinity;
  for (const block of blocks) {
    const own = block.transactions.reduce((sum, transaction) => sum + transaction.logs.length, 0);
    if (logs + own > maxLogs) {
      groups.push([]);
      logs = 0;
    }
    groups.at(-1)?.push(block);
    logs += own;
  }
  return groups;
}
