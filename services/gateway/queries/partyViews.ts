import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import type { PartyRow } from "./parties.ts";

type PartyWithState = PartyRow & { custody: string; admitted: boolean; frozen: boolean; cursor: bigint };

const SELECT = `SELECT p.*, m.account IS NOT NULL AS admitted, coalesce(m.frozen, false) AS frozen,
    (extract(epoch FROM p.created_at) * 1000000)::bigint AS cursor
  FROM core.parties p LEFT JOIN mirror.parties m ON m.account = p.account`;

export function viewActor(actor: Actor): Record<string, unknown> {
  return {
    user: actor.userName,
    roles: actor.roles,
    party: { id: actor.partyId, name: actor.partyName, account: actor.account },
  };
}

/** Every party's name and account are known to all, as in any trade directory; identifiers to itself and to operators. */
function view(row: PartyWithState, actor: Actor): Record<string, unknown> {
  const isOwn = row.id === actor.partyId || seesAll(actor);
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    roles: row.roles,
    account: row.account,
    custody: row.custody,
    identifiers: isOwn ? row.identifiers : [],
    kybValidUntil: row.kyb_valid_until,
    admitted: row.admitted,
    frozen: row.frozen,
  };
}

export async function partyFor(q: Queries, actor: Actor, id: string): Promise<Record<string, unknown>> {
  const [row] = await q.query<PartyWithState>(`${SELECT} WHERE p.id = $1`, [id]);
  if (!row) throw new Problem("not-found", { detail: "no party has this id" });
  return view(row, actor);
}

export async function listParties(
  q: Queries,
  actor: Actor,
  page: { before: bigint | undefined; limit: number },
): Promise<{ cursor: string; view: Record<string, unknown> }[]> {
  const rows = await q.query<PartyWithState>(
    `SELECT * FROM (${SELECT}) AS known WHERE $1::bigint IS NULL OR cursor < $1 ORDER BY cursor DESC LIMIT $2`,
    [page.before ?? null, page.limit],
  );
  return rows.map((row) => ({ cursor: String(row.cursor), view: view(row, actor) }));
}
