import { createHash } from "node:crypto";

import { UniqueViolation } from "../../store/errors.ts";
import type { Actor } from "../auth/actor.ts";
import { issueApiKey } from "../auth/apiKeys.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { userFor } from "../queries/users.ts";
import type { UserRow } from "../queries/users.ts";

/** What is told of a key just issued; `apiKey` this once. */
export interface IssuedKey {
  readonly id: string;
  readonly userId: string;
  readonly apiKey: string;
}

/**
 * Issues another key of a user: everybody their own, the registrar those of admitted parties' users who lost theirs.
 * Nobody else's in one's own party, or one person could be maker and checker.
 *
 * @throws Problem forbidden, not-found; key-reused: a key is shown once, also when the answer was lost
 */
export async function issueKey(
  { db }: Context,
  actor: Actor,
  input: { userId?: string },
  idempotencyKey: string,
): Promise<IssuedKey> {
  const user = await userFor(db, actor, input.userId ?? actor.userId);
  if (user.id !== actor.userId && !mayManage(actor, user))
    throw new Problem("forbidden", { detail: "a user's keys are issued to that user, or by the registrar" });
  const id = idOf(actor, idempotencyKey);
  try {
    return { id, userId: user.id, apiKey: await issueApiKey(db, user.id, id) };
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    throw new Problem("key-reused", {
      detail: "an API key was issued under this Idempotency-Key, and shown then: revoke it if the answer was lost",
      extra: { apiKey: id },
      cause: error,
    });
  }
}

/**
 * Revokes a key, from the next request on: everybody their own, a checker those of its party, the registrar those of
 * admitted parties. Revoking again changes nothing.
 *
 * @throws Problem forbidden, not-found
 */
export async function revokeKey({ db }: Context, actor: Actor, id: string): Promise<void> {
  const [key] = await db.query<{ user_id: string }>("SELECT user_id FROM core.api_keys WHERE id = $1", [id]);
  if (!key) throw new Problem("not-found", { detail: "there is no such API key of your party" });
  const user = await userFor(db, actor, key.user_id);
  const isColleague = user.party_id === actor.partyId && actor.roles.includes("checker");
  if (user.id !== actor.userId && !isColleague && !mayManage(actor, user))
    throw new Problem("forbidden", {
      detail: "a key is revoked by its user, a checker of its party, or the registrar",
    });
  await db.query("UPDATE core.api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", [id]);
}

/** The registrar manages users of admitted parties, never those who run the network: it must not become the governor. */
const mayManage = (actor: Actor, { party_roles }: UserRow): boolean =>
  actor.roles.includes("operator") && !party_roles.includes("operator");

/** One Idempotency-Key of one user, one API key. */
const idOf = ({ userId }: Actor, idempotencyKey: string): string =>
  createHash("sha256").update(`api-key/1\0${userId}\0${idempotencyKey}`).digest("hex").slice(0, 32);
