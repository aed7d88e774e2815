import type { Custody } from "../../chain/signer.ts";
import type { Address, EntityId } from "../../domain/brand.ts";
import { Problem } from "../problems/problem.ts";

export const USER_ROLES = ["maker", "checker", "viewer", "operator", "auditor"] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** A user of a party, as authenticated by an API key. */
export interface Actor {
  readonly userId: string;
  readonly userName: string;
  readonly roles: readonly UserRole[];
  /** Address of the user's signing key, if the user signs. */
  readonly signer: Address | undefined;
  readonly custody: Custody | undefined;
  readonly partyId: EntityId;
  readonly partyName: string;
  /** As what the party was admitted. */
  readonly partyRoles: readonly string[];
  readonly account: Address;
}

/** @throws Problem forbidden */
export function requireRole(actor: Actor, ...roles: readonly UserRole[]): void {
  if (roles.some((role) => actor.roles.includes(role))) return;
  throw new Problem("forbidden", {
    detail: `this needs the role ${roles.join(" or ")}; ${actor.userName} has ${actor.roles.join(", ")}`,
  });
}

/** May see every party's things. */
export const seesAll = (actor: Actor): boolean => actor.roles.includes("operator") || actor.roles.includes("auditor");

/** Whether the party was admitted to buy claims. */
export const isFinancier = ({ partyRoles }: Actor): boolean => partyRoles.includes("financier");
