import { setTimeout as sleep } from "node:timers/promises";

import type { Context } from "../context.ts";
import { findOperation, isFinal } from "./row.ts";
import type { OperationRow } from "./row.ts";

const STEP = 15;

/** Waits, bounded, until an operation is final and what it did can be read; answers its state either way. */
export async function waitForOutcome(context: Context, row: OperationRow, seconds: number): Promise<OperationRow> {
  const until = performance.now() + seconds * 1000;
  let current = row;
  while (performance.now() < until) {
    if (current.status === "awaiting_signatures") return current;
    if (isFinal(current.status) && (await isReadable(context, current))) return current;
    await sleep(STEP);
    current = (await findOperation(context.db, row.id)) ?? current;
  }
  return current;
}

/** Whether the mirror has taken the block in which the operation had its outcome. */
export async function isReadable({ db }: Context, { block }: OperationRow): Promise<boolean> {
  if (block === null) return true;
  const [position] = await db.query<{ block: bigint }>("SELECT block FROM mirror.cursor");
  return position !== undefined && position.block >= block;
}
