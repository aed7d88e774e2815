import type { Address, Hash } from "../../domain/brand.ts";
import { buildTree, saltsFrom } from "../../domain/documentTree.ts";
import type { DocumentField, FieldProof } from "../../domain/documentTree.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { assetConcerns } from "./assets.ts";
import { statement } from "./bind.ts";
import type { Bind } from "./bind.ts";
import { nowOf } from "./claims.ts";
import { partyRefs } from "./directory.ts";

export interface AttestationRow {
  readonly id: Hash;
  readonly subject: Hash;
  readonly issuer: Address;
  readonly kind: string;
  readonly value: bigint | null;
  readonly currency: string | null;
  readonly date: bigint;
  readonly expires_at: bigint;
  readonly document: Hash;
  readonly details: Hash;
  readonly attested_block: bigint;
  readonly attested_at: bigint;
  readonly revoked_at: bigint | null;
  readonly revoke_reason: Hash | null;
}

export interface AttestationFilter {
  readonly receivable?: string | undefined;
  readonly asset?: string | undefined;
  readonly party?: string | undefined;
  readonly issuer?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: "valid" | "expired" | "revoked" | undefined;
}

/** The largest uint40 is a statement without an end. */
const FOREVER = 2n ** 40n - 1n;
/** An account as 32 bytes. */
const PADDING = `0x${"0".repeat(24)}`;

const subjectOfAccount = (bind: Bind, account: Address): string => bind(PADDING + account.slice(2), "text");

/** Condition on attestations (a): the reader issued it, it is about the reader, or about a claim or asset that concerns it. */
function visibleTo(bind: Bind, actor: Actor): string {
  if (seesAll(actor)) return "true";
  const self = bind(actor.account, "text");
  return `(a.issuer = ${self} OR a.subject = ${subjectOfAccount(bind, actor.account)}
    OR a.subject IN (SELECT a.id FROM mirror.assets a WHERE ${assetConcerns(bind, actor)})
    OR EXISTS (SELECT 1 FROM mirror.claims c WHERE c.id = a.subject AND (c.seller = ${self} OR c.debtor = ${self}
      OR EXISTS (SELECT 1 FROM mirror.holdings h WHERE h.claim_id = c.id AND h.holder = ${self}))))`;
}

/** Condition on attestations (a): it holds at an instant. */
export const holdsAt = (now: string): string => `a.revoked_at IS NULL AND a.date <= ${now} AND a.expires_at > ${now}`;

/** @throws Problem not-found, also for one that is not the reader's to see */
export async function attestationFor(context: Context, actor: Actor, id: string): Promise<AttestationRow> {
  const { bind, values } = statement();
  const sql = `SELECT a.* FROM mirror.attestations a WHERE a.id = ${bind(id, "text")} AND ${visibleTo(bind, actor)}`;
  const [row] = await context.db.query<AttestationRow>(sql, values);
  if (!row) throw new Problem("not-found", { detail: "there is no such attestation, or it is not yours to see" });
  return row;
}

interface KeptRow {
  readonly hash: Hash;
  readonly text: string;
  readonly salt: Uint8Array;
}

/** The fields of what was attested about a subject, each with its proof, by the root on the ledger; of what the reader may see. */
export async function statementTrees(
  { db }: Context,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<ReadonlyMap<Hash, readonly FieldProof[]>> {
  const { bind, values } = statement();
  const subject = bind(`0x${id.slice(2).padStart(64, "0")}`, "text");
  const rows = await db.query<KeptRow>(
    `SELECT r.hash, r.text, r.salt FROM mirror.attestations a JOIN core.references r ON r.hash = a.details AND r.kind = 'attestation'
      WHERE a.subject = ${subject} AND ${visibleTo(bind, actor)}`,
    values,
  );
  return new Map(
    rows.map(({ hash, text, salt }) => {
      const { fields } = JSON.parse(text) as KeptDetails;
      const tree = buildTree(fields, saltsFrom(salt));
      return [hash, fields.map(({ path }) => tree.proofOf(path))];
    }),
  );
}

/** What is kept of a statement: what its kind asks for, and all fields of its tree. */
interface KeptDetails {
  readonly fields: readonly DocumentField[];
}

/** Newest first: by block, in a block by id. */
export async function listAttestations(
  context: Context,
  actor: Actor,
  { after, limit }: Page,
  { receivable, asset, party, issuer, kind, state }: AttestationFilter,
): Promise<AttestationRow[]> {
  const { bind, values } = statement();
  const now = (): string => bind(nowOf(context), "bigint");
  const conditions = [visibleTo(bind, actor)];
  const accountOf = (id: string): string => `(SELECT p.account FROM core.parties p WHERE p.id = ${bind(id, "text")})`;
  if (receivable !== undefined) conditions.push(`a.subject = ${bind(receivable, "text")}`);
  if (asset !== undefined) conditions.push(`a.subject = ${bind(asset, "text")}`);
  if (party !== undefined) conditions.push(`a.subject = '${PADDING}' || substr(${accountOf(party)}, 3)`);
  if (issuer !== undefined) conditions.push(`a.issuer = ${accountOf(issuer)}`);
  if (kind !== undefined) conditions.push(`a.kind = ${bind(kind, "text")}`);
  if (state === "valid") conditions.push(holdsAt(now()));
  if (state === "revoked") conditions.push("a.revoked_at IS NOT NULL");
  if (state === "expired") conditions.push(`a.revoked_at IS NULL AND a.expires_at <= ${now()}`);
  if (after) {
    const [block = "", id = ""] = after;
    conditions.push(`(a.attested_block, a.id) < (${bind(BigInt(block), "bigint")}, ${bind(id, "text")})`);
  }
  return context.db.query<AttestationRow>(
    `SELECT a.* FROM mirror.attestations a WHERE ${conditions.join(" AND ")}
      ORDER BY a.attested_block DESC, a.id DESC LIMIT ${bind(limit, "integer")}`,
    values,
  );
}

/** Attestations as the API shows them, to a reader who may see them: with what their hashes stand for. */
export async function viewAttestations(
  context: Context,
  rows: readonly AttestationRow[],
  asOf = nowOf(context),
): Promise<AttestationView[]> {
  const hashes = rows.flatMap(({ details, revoke_reason }) => [details, revoke_reason ?? []].flat());
  const [refOf, texts] = await Promise.all([
    partyRefs(
      context.db,
      rows.map(({ issuer }) => issuer),
    ),
    context.db.query<{ hash: Hash; text: string }>("SELECT hash, text FROM core.references WHERE hash = ANY($1)", [
      hashes,
    ]),
  ]);
  const textOf = new Map(texts.map(({ hash, text }) => [hash, text]));
  return rows.map((row) => {
    const details = textOf.get(row.details);
    return {
      id: row.id,
      kind: row.kind,
      state: stateOf(row, asOf),
      subject: { id: row.subject, account: row.subject.startsWith(PADDING) ? `0x${row.subject.slice(26)}` : null },
      issuer: refOf(row.issuer),
      value: row.value === null || row.currency === null ? null : moneyIn(row.currency)(row.value),
      at: instantOfSeconds(row.date),
      expiresAt: row.expires_at === FOREVER ? null : instantOfSeconds(row.expires_at),
      document: row.document,
      details: details === undefined ? null : detailsIn(details),
      attestedAt: instantOfSeconds(row.attested_at),
      revokedAt: row.revoked_at === null ? null : instantOfSeconds(row.revoked_at),
      revokeReason: row.revoke_reason === null ? null : (textOf.get(row.revoke_reason) ?? null),
    };
  });
}

function detailsIn(text: string): Record<string, unknown> {
  const kept = Object.entries(JSON.parse(text) as object) as [string, unknown][];
  return Object.fromEntries(kept.filter(([name]) => name !== "fields"));
}

export interface AttestationView {
  readonly id: Hash;
  readonly kind: string;
  readonly state: string;
  readonly subject: { readonly id: Hash; readonly account: string | null };
  readonly [field: string]: unknown;
}

function stateOf({ revoked_at, expires_at }: AttestationRow, asOf: bigint): string {
  if (revoked_at !== null && revoked_at <= asOf) return "revoked";
  return expires_at <= asOf ? "expired" : "valid";
}

/** Those that hold now, of each of these claims, oldest first. */
export async function attestationsOn(
  context: Context,
  claims: readonly { readonly id: Hash }[],
): Promise<ReadonlyMap<Hash, readonly AttestationView[]>> {
  const rows = await context.db.query<AttestationRow>(
    `SELECT a.* FROM mirror.attestations a WHERE a.subject = ANY($1) AND ${holdsAt("$2")} ORDER BY a.subject, a.seq`,
    [claims.map(({ id }) => id), nowOf(context)],
  );
  const views = await viewAttestations(context, rows);
  return Map.groupBy(views, ({ subject }) => subject.id);
}
