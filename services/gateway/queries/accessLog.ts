import { ACCESS_LOG_FORMAT, accessHead, NO_ACCESS } from "../../auditor/format/accessLog.ts";
import type { AccessEntry } from "../../auditor/format/accessLog.ts";
import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";

type Access = AccessEntry["action"];

interface LastRow {
  readonly sequence: bigint;
  readonly head: Hash;
}

/** The last entry's number and the hash over all entries, of a log that is empty too. */
export async function accessTail(q: Queries): Promise<LastRow> {
  const [last] = await q.query<LastRow>("SELECT sequence, head FROM core.access_log ORDER BY sequence DESC LIMIT 1");
  return last ?? { sequence: 0n, head: NO_ACCESS };
}

/** Puts an access down, inside a transaction: the log is one chain, and whoever writes it at the same time comes after. */
export async function logAccess(q: Queries, actor: Actor, disclosure: Hash, action: Access, now: Date): Promise<void> {
  await q.query("LOCK TABLE core.access_log IN EXCLUSIVE MODE");
  const last = await accessTail(q);
  const sequence = last.sequence + 1n;
  const at = now.toISOString();
  const { partyId, userId } = actor;
  const party = partyId as string as Hash;
  const head = accessHead(last.head, { sequence, at, disclosure, party, user: userId, action });
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

/** The whole log as a file for the verifier. */
export async function accessLogFile({ db, manifest }: Context): Promise<string> {
  const entries = await db.query<AccessEntry>(
    `SELECT sequence::text, at, disclosure_id AS disclosure, party_id AS party, user_id AS user, action
       FROM core.access_log ORDER BY sequence`,
  );
  const { network: name, chainId, networkId, genesisHash } = manifest;
  return JSON.stringify({
    format: ACCESS_LOG_FORMAT,
    network: { name, chainId, networkId, genesisHash },
    entries: entries.map(({ sequence, at, disclosure, party, user, action }) => ({
      ...{ sequence, at, disclosure, party, user, action },
    })),
  });
}
