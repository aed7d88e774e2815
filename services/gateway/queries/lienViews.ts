import type { Hash } from "../../domain/brand.ts";
import { NOTICE_NAMES, NOTICES } from "../../domain/ip/lien.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { partyRefs } from "./directory.ts";
import type { LienRow } from "./liens.ts";

/** Liens as the API shows them to whoever sees their assets. */
export async function viewLiens(context: Context, actor: Actor, rows: readonly LienRow[]): Promise<unknown[]> {
  const accounts = rows.flatMap(({ lender, owners, consents }) => [
    lender,
    ...owners.map(({ account }) => account),
    ...consents,
  ]);
  const [refOf, reasons] = await Promise.all([partyRefs(context.db, accounts), reasonsOf(context, actor, rows)]);
  return rows.map((row) => ({
    id: String(row.id),
    asset: row.asset_id,
    kind: row.kind,
    status: row.status,
    rank: row.rank === null ? null : Number(row.rank),
    lender: refOf(row.lender),
    amount: moneyIn(row.currency)(row.amount),
    debtDueAt: instantOfSeconds(row.debt_due_at),
    debt: row.debt,
    notices: NOTICE_NAMES.filter((name) => (row.notices & NOTICES[name]) !== 0),
    title: Number(row.title),
    consents: row.consents.map(refOf),
    missing: missingIn(row).map(refOf),
    entry: entryOf(row),
    reason: row.reason === null ? null : (reasons.get(row.reason) ?? null),
    contractRoot: row.document_root,
    proposedAt: instantOfSeconds(row.proposed_at),
    activatedAt: row.activated_at === null ? null : instantOfSeconds(row.activated_at),
    closedAt: row.closed_at === null ? null : instantOfSeconds(row.closed_at),
  }));
}

/** Whose consent an open lien still waits for. */
function missingIn({ status, owners, lender, consents }: LienRow): LienRow["lender"][] {
  if (status !== "proposed") return [];
  return [...owners.map(({ account }) => account), lender].filter((account) => !consents.includes(account));
}

function entryOf({ register, number, official_at, sequence, document_hash }: LienRow): object | null {
  if (register === null || official_at === null) return null;
  return {
    register,
    number,
    officialAt: instantOfSeconds(official_at),
    sequence: Number(sequence),
    document: document_hash,
  };
}

/** Texts behind the salted hashes, for the lien's owners and lender and those who watch over the network. */
async function reasonsOf({ db }: Context, actor: Actor, rows: readonly LienRow[]): Promise<ReadonlyMap<Hash, string>> {
  const isParty = ({ lender, owners }: LienRow): boolean =>
    seesAll(actor) || [lender, ...owners.map(({ account }) => account)].includes(actor.account);
  const hashes = rows.filter(isParty).flatMap(({ reason }) => reason ?? []);
  if (hashes.length === 0) return new Map();
  const found = await db.query<{ hash: Hash; text: string }>(
    "SELECT hash, text FROM core.references WHERE hash = ANY($1)",
    [hashes],
  );
  return new Map(found.map(({ hash, text }) => [hash, text]));
}
