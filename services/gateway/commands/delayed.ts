import { AbiCoder, keccak256 } from "ethers";

import type { Call } from "../../chain/intents.ts";
import { readView } from "../../chain/view.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { callTo } from "./calls.ts";

/**
 * An act of the governor. Where its acts are delayed, the first call schedules it and the same call after the delay carries
 * it out, so that others have time to notice.
 *
 * @param names The command as it is carried out, and as it is scheduled.
 */
export async function afterDelay(
  context: Context,
  actor: Actor,
  call: Call,
  names: { readonly act: string; readonly schedule: string },
): Promise<Act> {
  const delay = context.version.delays.governor;
  if (delay === 0 || (await isScheduled(context, actor, call))) return { command: names.act, calls: [call] };
  return {
    command: names.schedule,
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
