import type { EntityId, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { Problem } from "../problems/problem.ts";
import { instant } from "../schemas/instants.ts";
import { accessesOf } from "./accessLog.ts";

export interface DisclosureRow {
  readonly id: Hash;
  readonly claim_id: Hash;
  readonly root: Hash;
  readonly party_id: EntityId;
  readonly recipient_id: EntityId;
  readonly party_name: string;
  readonly recipient_name: string;
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly created_at: string;
  readonly revoked_at: string | null;
}

const MOST = 200;
const DISCLOSURES = `SELECT d.*, p.name AS party_name, r.name AS recipient_name
  FROM core.disclosures d JOIN core.parties p ON p.id = d.party_id JOIN core.parties r ON r.id = d.recipient_id
  WHERE ($1::boolean OR d.party_id = $2 OR d.recipient_id = $2)`;

/** The newest that one's party gave or was given; operators and auditors see all. */
export async function disclosuresOf(q: Queries, actor: Actor): Promise<{ items: unknown[] }> {
  const rows = await q.query<DisclosureRow>(`${DISCLOSURES} ORDER BY d.created_at DESC, d.id LIMIT ${String(MOST)}`, [
    seesAll(actor),
    actor.partyId,
  ]);
  return { items: rows.map(viewDisclosure) };
}

/** @throws Problem not-found */
export async function disclosureFor(q: Queries, actor: Actor, id: string): Promise<DisclosureRow> {
  const [row] = await q.query<DisclosureRow>(`${DISCLOSURES} AND d.id = $3`, [seesAll(actor), actor.partyId, id]);
  if (!row) throw new Problem("not-found", { detail: "there is no such disclosure by or for your party" });
  return row;
}

/** A disclosure with the log of its use, for whoever gave it, operators and auditors. @throws Problem not-found */
export async function accessLogFor(q: Queries, actor: Actor, id: string): Promise<{ items: unknown[] }> {
  const { party_id: giver } = await disclosureFor(q, actor, id);
  if (giver !== actor.partyId && !seesAll(actor))
    throw new Problem("not-found", { detail: "the log of a disclosure is for whoever gave it" });
  return { items: await accessesOf(q, id) };
}

export const viewDisclosure = (row: DisclosureRow): Record<string, unknown> => ({
  id: row.id,
  receivable: row.claim_id,
  documentRoot: row.root,
  from: { id: row.party_id, name: row.party_name },
  recipient: { id: row.recipient_id, name: row.recipient_name },
  fields: row.fields,
  purpose: row.purpose,
  createdAt: instant(row.created_at),
  revokedAt: row.revoked_at === null ? null : instant(row.revoked_at),
});
