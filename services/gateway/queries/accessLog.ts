import type { EntityId, Hash } from "../../domain/brand.ts";
import { utf8 } from "../../domain/utf8.ts";
import { keccakHash } from "../../evm/keccak.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";

export type Access = "disclosed" | "read" | "refused" | "revoked";

interface LastRow {
  readonly sequence: bigint;
  readonly head: Hash;
}

const BEGINNING = `0x${"0".repeat(64)}` as Hash;

/** `keccak256(head before | JSON list of sequence, at, disclosure, party, user, action)`, the list without white space. */
export const accessHead = (
  before: Hash,
  entry: readonly [sequence: string, at: string, disclosure: Hash, party: EntityId, user: string, action: Access],
): Hash => keccakHash(utf8(before + JSON.stringify(entry)));

/** Puts an access down, inside a transaction: the log is one chain, and whoever writes it at the same time comes after. */
export async function logAccess(q: Queries, actor: Actor, disclosure: Hash, action: Access, now: Date): Promise<void> {
  await q.query("LOCK TABLE core.access_log IN EXCLUSIVE MODE");
  const [last] = await q.query<LastRow>("SELECT sequence, head FROM core.access_log ORDER BY sequence DESC LIMIT 1");
  const sequence = (last?.sequence ?? 0n) + 1n;
  const at = now.toISOString();
  const { partyId, userId } = actor;
  const head = accessHead(last?.head ?? BEGINNING, [String(sequence), at, disclosure, partyId, userId, action]);
  await q.query(
    `INSERT INTO core.access_log (sequence, at, disclosure_id, party_id, user_id, action, head)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [sequence, at, disclosure, partyId, userId, action, head],
  );
}

/** Who made use of a disclosure, in order. */
export async function accessesOf(q: Queries, disclosure: string): Promise<unknown[]> {
  const rows = await q.query<{
    sequence: bigint;
    at: string;
    name: string;
    user_name: string;
    action: Access;
    head: Hash;
  }>(
    `SELECT l.sequence, l.at, p.name, u.name AS user_name, l.action, l.head
       FROM core.access_log l JOIN core.parties p ON p.id = l.party_id JOIN core.users u ON u.id = l.user_id
      WHERE l.disclosure_id = $1 ORDER BY l.sequence`,
    [disclosure],
  );
  return rows.map(({ sequence, at, name, user_name: user, action, head }) => ({
    sequence: String(sequence),
    at,
    party: name,
    user,
    action,
    head,
  }));
}
