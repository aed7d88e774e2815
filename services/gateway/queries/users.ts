import type { Address, EntityId } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor, UserRole } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import { instant } from "../schemas/instants.ts";
import { PRESENT_KEY, PRESENT_SIGNER } from "./presentKeys.ts";

export interface UserRow {
  readonly id: string;
  readonly party_id: EntityId;
  readonly party_roles: readonly string[];
  readonly name: string;
  readonly roles: readonly UserRole[];
  readonly signer: Address | null;
  readonly signer_kind: string | null;
}

const USERS = `SELECT u.id, u.party_id, p.roles AS party_roles, u.name, u.roles, ${PRESENT_SIGNER}
  FROM core.users u JOIN core.parties p ON p.id = u.party_id ${PRESENT_KEY}`;

/** @throws Problem not-found, also for a user that exists but is another party's */
export async function userFor(q: Queries, actor: Actor, id: string): Promise<UserRow> {
  const [user] = await q.query<UserRow>(`${USERS} WHERE u.id = $1 AND ($2::boolean OR u.party_id = $3)`, [
    id,
    seesAll(actor),
    actor.partyId,
  ]);
  if (!user) throw new Problem("not-found", { detail: "there is no such user of your party" });
  return user;
}

/** Users of a party with their keys' names, for its own users, operators and auditors. */
export async function usersOf(q: Queries, actor: Actor, party: string): Promise<{ items: unknown[] }> {
  if (party !== actor.partyId && !seesAll(actor))
    throw new Problem("not-found", { detail: "there is no such party, or its users are not yours to see" });
  const users = await q.query<UserRow>(`${USERS} WHERE u.party_id = $1 ORDER BY u.created_at, u.id`, [party]);
  const keys = await q.query<KeyRow>(
    `SELECT id, user_id, prefix, created_at, revoked_at FROM core.api_keys
      WHERE user_id = ANY($1) ORDER BY created_at, id`,
    [users.map(({ id }) => id)],
  );
  return {
    items: users.map((user) => ({
      id: user.id,
      name: user.name,
      roles: user.roles,
      signer: user.signer,
      custody: user.signer_kind,
      apiKeys: keys.filter(({ user_id }) => user_id === user.id).map(viewKey),
    })),
  };
}

interface KeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly prefix: string;
  readonly created_at: string;
  readonly revoked_at: string | null;
}

const viewKey = ({ id, prefix, created_at, revoked_at }: KeyRow): object => ({
  id,
  prefix,
  createdAt: instant(created_at),
  revokedAt: revoked_at === null ? null : instant(revoked_at),
});
