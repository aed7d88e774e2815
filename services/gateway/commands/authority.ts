import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

/** @throws Problem forbidden unless the user acts for the network's governor, who is its guardian too */
export function requireGovernor({ version }: Context, actor: Actor, what: string): void {
  if (actor.account === version.accounts.governor) return;
  throw new Problem("forbidden", { detail: `only the network's governor ${what}` });
}

/** @throws Problem forbidden unless the user acts for the network's operator: registrar, enforcer and pauser */
export function requireOperator({ version }: Context, actor: Actor, what: string): void {
  if (actor.account === version.accounts.operator) return;
  throw new Problem("forbidden", { detail: `only the network's operator ${what}` });
}
