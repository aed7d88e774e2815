import type { Address } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { WAIVERS } from "../commands/receivables.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { claimFor, VISIBLE } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";
import { invoiceOf } from "./invoice.ts";
import { partyRef } from "./partyRef.ts";

export async function receivableFor(context: Context, actor: Actor, id: string): Promise<Record<string, unknown>> {
  return viewReceivable(context, actor, await claimFor(context.db, actor, id));
}

interface Listing {
  readonly before: bigint | undefined;
  readonly limit: number;
  readonly status: string | undefined;
  readonly role: "seller" | "debtor" | "holder" | undefined;
}

/** Claims that the caller may see, newest first; the cursor is the position of their registration on the ledger. */
export async function listReceivables(
  context: Context,
  actor: Actor,
  { before, limit, status, role }: Listing,
): Promise<{ cursor: string; view: Record<string, unknown> }[]> {
  const rows = await context.db.query<ClaimRow & { position: bigint }>(
    `SELECT * FROM (
       SELECT c.*, e.block * 1000000 + e.log_index AS position
         FROM mirror.claims c JOIN mirror.claim_events e ON e.claim_id = c.id AND e.seq = 1
        WHERE ${VISIBLE} AND ($3::text IS NULL OR c.status = $3)
          AND CASE coalesce($4::text, '')
                WHEN 'seller' THEN c.seller = $1
                WHEN 'debtor' THEN c.debtor = $1
                WHEN 'holder' THEN EXISTS (SELECT 1 FROM mirror.holdings h WHERE h.claim_id = c.id AND h.holder = $1 AND h.units > 0)
                ELSE true END) AS visible
      WHERE $5::bigint IS NULL OR position < $5 ORDER BY position DESC LIMIT $6`,
    [actor.account, seesAll(actor), status ?? null, role ?? null, before ?? null, limit],
  );
  return Promise.all(
    rows.map(async (row) => ({ cursor: String(row.position), view: await viewReceivable(context, actor, row) })),
  );
}

async function viewReceivable(context: Context, actor: Actor, claim: ClaimRow): Promise<Record<string, unknown>> {
  const money = (amount: bigint): object => ({ currency: claim.currency, amount: String(amount) });
  const due = claim.status === "cancelled" ? 0n : claim.units - claim.debtor_paid;
  const isParty = seesAll(actor) || actor.account === claim.seller || actor.account === claim.debtor;
  return {
    id: claim.id,
    status: claim.status,
    overdue: due > 0n && claim.due_at < BigInt(Math.floor(context.now().getTime() / 1000)),
    seller: await partyRef(context.db, claim.seller),
    debtor: await partyRef(context.db, claim.debtor),
    face: money(claim.face),
    acknowledged: claim.acknowledged === null ? null : money(claim.acknowledged),
    paid: money(claim.debtor_paid),
    due: money(due),
    suspense: money(claim.suspense),
    dueAt: instantOfSeconds(claim.due_at),
    waivers: Object.entries(WAIVERS).flatMap(([name, bit]) => ((claim.waivers & bit) === 0 ? [] : [name])),
    sameNumber: claim.same_number,
    documentRoot: claim.document_root,
    invoice: isParty ? await invoiceOf(context, claim.document_root) : null,
    mine: await positionOf(context, claim, actor.account),
    registeredAt: instantOfSeconds(claim.registered_at),
    historyLength: Number(claim.seq),
    historyHead: claim.head,
  };
}

async function positionOf({ db }: Context, claim: ClaimRow, holder: Address): Promise<object | null> {
  const [row] = await db.query<{ units: bigint; withdrawable: bigint; withdrawn: bigint; frozen: bigint }>(
    "SELECT units, withdrawable, withdrawn, frozen FROM mirror.positions WHERE claim_id = $1 AND holder = $2",
    [claim.id, holder],
  );
  const money = (amount: bigint): object => ({ currency: claim.currency, amount: String(amount) });
  return row
    ? {
        amount: money(row.units),
        withdrawable: money(row.withdrawable),
        withdrawn: money(row.withdrawn),
        frozen: money(row.frozen),
      }
    : null;
}
