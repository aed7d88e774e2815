import { AbiCoder, keccak256 } from "ethers";

import { readView } from "../../chain/view.ts";
import type { Call } from "../../chain/intents.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { requireGovernor, requireOperator } from "./authority.ts";
import { callTo } from "./calls.ts";

/** The pauser stops registrations and transfers, at once; never a payment or a withdrawal. @throws Problem forbidden */
export function pause(context: Context, actor: Actor): Act {
  requireOperator(context, actor, "pauses the ledger");
  return { command: "ledger.pause", calls: [callTo(context, "receivables", "pause", [])] };
}

/**
 * The guardian lets the ledger go on. Where the governor's acts are delayed, the first call schedules it and one after the
 * delay carries it out.
 *
 * @throws Problem forbidden
 */
export async function unpause(context: Context, actor: Actor): Promise<Act> {
  requireGovernor(context, actor, "ends a pause");
  const call = callTo(context, "receivables", "unpause", []);
  const delay = context.version.delays.governor;
  if (delay === 0 || (await isScheduled(context, actor, call))) return { command: "ledger.unpause", calls: [call] };
  return {
    command: "ledger.scheduleUnpause",
    calls: [callTo(context, "accessManager", "schedule", [call.target, call.data, 0])],
    result: { delay: String(delay) },
  };
}

/** Whether the AccessManager has the call waiting, or ready. */
async function isScheduled({ rpc, version }: Context, { account }: Actor, { target, data }: Call): Promise<boolean> {
  const operation = keccak256(
    AbiCoder.defaultAbiCoder().encode(["address", "address", "bytes"], [account, target, data]),
  );
  const view = { contract: "AccessManager", address: version.contracts.accessManager, name: "getSchedule" } as const;
  return (await readView(rpc, { ...view, args: [operation] })) !== 0n;
}
