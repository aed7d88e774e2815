import { createHash, randomBytes } from "node:crypto";

import type { Custody } from "../../chain/signer.ts";
import type { Address, EntityId } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { PRESENT_KEY, PRESENT_SIGNER } from "../queries/presentKeys.ts";
import type { Actor, UserRole } from "./actor.ts";

const FORM = /^tsk_[0-9a-f]{8}_[\w-]{32}$/;

/** What is kept of a key, and looked up by. */
export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

/**
 * Makes an API key of a user. Only its hash is kept: the key itself is returned this once.
 *
 * @param id public: names the key in lists and in its revocation
 * @throws UniqueViolation when the id is taken
 */
export async function issueApiKey(q: Queries, userId: string, id = randomBytes(8).toString("hex")): Promise<string> {
  const prefix = `tsk_${randomBytes(4).toString("hex")}`;
  const key = `${prefix}_${randomBytes(24).toString("base64url")}`;
  await q.query(
    "INSERT INTO core.api_keys (id, user_id, key_hash, prefix, created_at) VALUES ($1, $2, $3, $4, now())",
    [id, userId, hashOf(key), prefix],
  );
  return key;
}

interface ActorRow {
  user_id: string;
  user_name: string;
  roles: UserRole[];
  signer: Address | null;
  signer_kind: Custody | null;
  party_id: EntityId;
  party_name: string;
  party_roles: string[];
  account: Address;
}

/** The user whose key this is; undefined for a key that is unknown or revoked. What cannot be a key is not looked up. */
export async function actorOf(q: Queries, key: string): Promise<Actor | undefined> {
  if (!FORM.test(key)) return undefined;
  const [row] = await q.query<ActorRow>(
    `SELECT u.id AS user_id, u.name AS user_name, u.roles, ${PRESENT_SIGNER},
            p.id AS party_id, p.name AS party_name, p.roles AS party_roles, p.account
       FROM core.api_keys a JOIN core.users u ON u.id = a.user_id JOIN core.parties p ON p.id = u.party_id
       ${PRESENT_KEY}
      WHERE a.key_hash = $1 AND a.revoked_at IS NULL`,
    [hashOf(key)],
  );
  return (
    row && {
      userId: row.user_id,
      userName: row.user_name,
      roles: row.roles,
      signer: row.signer ?? undefined,
      custody: row.signer_kind ?? undefined,
      partyId: row.party_id,
      partyName: row.party_name,
      partyRoles: row.party_roles,
      account: row.account,
    }
  );
}
