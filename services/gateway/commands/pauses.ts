import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { requireGovernor, requireOperator } from "./authority.ts";
import { callTo } from "./calls.ts";
import { afterDelay } from "./delayed.ts";

/** The pauser stops registrations and transfers, at once; never a payment or a withdrawal. @throws Problem forbidden */
export function pause(context: Context, actor: Actor): Act {
  requireOperator(context, actor, "pauses the ledger");
  return { command: "ledger.pause", calls: [callTo(context, "receivables", "pause", [])] };
}

/** The guardian lets the ledger go on, after its delay. @throws Problem forbidden */
export async function unpause(context: Context, actor: Actor): Promise<Act> {
  requireGovernor(context, actor, "ends a pause");
  const call = callTo(context, "receivables", "unpause", []);
  return afterDelay(context, actor, call, { act: "ledger.unpause", schedule: "ledger.scheduleUnpause" });
}
