import { interfaceOf } from "../../chain/artifacts.ts";
import { roleIdOf } from "../../chain/roles.ts";
import type { Hex } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

/** Whether the party was admitted as a settlement bank and the governor has granted it the role, as the ledger has it now. */
export async function isSettlementBank({ rpc, version }: Context, actor: Actor): Promise<boolean> {
  if (!actor.partyRoles.includes("settlement-bank")) return false;
  const manager = interfaceOf("AccessManager");
  const data = manager.encodeFunctionData("hasRole", [roleIdOf("settlement"), actor.account]);
  const answer = await rpc.call<Hex>("eth_call", [{ to: version.contracts.accessManager, data }, "latest"]);
  return manager.decodeFunctionResult("hasRole", answer)["isMember"] === true;
}

/** @throws Problem forbidden, before anything of others is looked at */
export async function requireSettlementBank(context: Context, actor: Actor): Promise<void> {
  if (await isSettlementBank(context, actor)) return;
  throw new Problem("forbidden", {
    detail: `only a settlement bank that the governor has granted the role does this; ${actor.partyName} is none`,
  });
}
