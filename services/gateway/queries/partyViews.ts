import { dateAt } from "../../domain/date.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import type { PartyRow } from "./parties.ts";

export type PartyWithState = PartyRow & {
  readonly custody: string;
  readonly admitted: boolean;
  readonly frozen: boolean;
  /** Last second of the check as the ledger has it, null until it is admitted. */
  readonly valid_until: bigint | null;
};

/** Parties that the ledger has; what is only asked for is shown to those who asked. */
const DIRECTORY = `SELECT p.*, m.account IS NOT NULL AS admitted, coalesce(m.frozen, false) AS frozen, m.valid_until
  FROM core.parties p LEFT JOIN mirror.parties m ON m.account = p.account
 WHERE ($1::boolean OR p.id = $2 OR m.account IS NOT NULL)`;

export function viewActor(actor: Actor): Record<string, unknown> {
  return {
    id: actor.userId,
    user: actor.userName,
    roles: actor.roles,
    custody: actor.custody ?? null,
    party: { id: actor.partyId, name: actor.partyName, account: actor.account, roles: actor.partyRoles },
  };
}

/** Every party's name and account are known to all, as in any trade directory; identifiers to itself and to operators. */
export function viewParty(row: PartyWithState, actor: Actor): Record<string, unknown> {
  const isOwn = row.id === actor.partyId || seesAll(actor);
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    roles: row.roles,
    account: row.account,
    custody: row.custody,
    identifiers: isOwn ? row.identifiers : [],
    kybValidUntil: lastDayOf(row),
    admitted: row.admitted,
    frozen: row.frozen,
  };
}

/** The end of the year 9999: what the network's own accounts are admitted beyond. */
const LAST_DAY = 253_402_300_800n;

/** Of the check, as the ledger has it: the end of a day in UTC. */
const lastDayOf = ({ valid_until, kyb_valid_until }: PartyWithState): string =>
  valid_until === null || valid_until > LAST_DAY ? kyb_valid_until : dateAt(valid_until - 1n, "UTC");

/** @throws Problem not-found */
export async function partyFor(q: Queries, actor: Actor, id: string): Promise<PartyWithState> {
  const [row] = await q.query<PartyWithState>(`${DIRECTORY} AND p.id = $3`, [seesAll(actor), actor.partyId, id]);
  if (!row) throw new Problem("not-found", { detail: "no party has this id" });
  return row;
}

/** Newest first. */
export async function listParties(q: Queries, actor: Actor, { after, limit }: Page): Promise<PartyWithState[]> {
  const [created = null, id = null] = after ?? [];
  return q.query<PartyWithState>(
    `${DIRECTORY} AND ($3::timestamptz IS NULL OR (p.created_at, p.id::text) < ($3, $4::text))
      ORDER BY p.created_at DESC, p.id::text DESC LIMIT $5`,
    [seesAll(actor), actor.partyId, created, id, limit],
  );
}
