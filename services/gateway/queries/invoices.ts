import type { EntityId, Hash } from "../../domain/brand.ts";
import type { DocumentField } from "../../domain/documentTree.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { openForParty } from "../secrets.ts";
import { claimFor } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";

export interface InvoiceView {
  readonly number: string;
  readonly issueDate: string;
  readonly dueDate: string;
  readonly dueZone: string;
  readonly sha256: string;
  readonly supplied: readonly string[];
  readonly flags: readonly string[];
}

interface DocumentRow {
  readonly root: Hash;
  readonly party_id: EntityId;
  readonly sha256: string;
  readonly tree_ciphertext: Uint8Array;
}

/** Documents are for the two parties that they are between, and for those who watch over the network. */
export const mayReadInvoice = (actor: Actor, { seller, debtor }: ClaimRow): boolean =>
  seesAll(actor) || actor.account === seller || actor.account === debtor;

/** What documents say, by root, for those who may read them; none where this service does not keep the document. */
export async function invoicesOf(context: Context, roots: readonly Hash[]): Promise<ReadonlyMap<Hash, InvoiceView>> {
  if (roots.length === 0) return new Map();
  const rows = await context.db.query<DocumentRow>(
    "SELECT root, party_id, sha256, tree_ciphertext FROM core.documents WHERE root = ANY($1)",
    [roots],
  );
  const views = rows.map(async (row) => [row.root, await viewInvoice(context, row)] as const);
  return new Map(await Promise.all(views));
}

async function viewInvoice({ keystore }: Context, row: DocumentRow): Promise<InvoiceView> {
  const plain = await openForParty(keystore, row.party_id, `tree/${row.root}`, row.tree_ciphertext);
  const { fields, flags } = JSON.parse(Buffer.from(plain).toString()) as { fields: DocumentField[]; flags: string[] };
  const valueOf = (path: string): string => fields.find((field) => field.path === path)?.value ?? "";
  return {
    number: valueOf("number"),
    issueDate: valueOf("issueDate"),
    dueDate: valueOf("claim.dueDate"),
    dueZone: valueOf("claim.dueZone"),
    sha256: row.sha256,
    supplied: fields.flatMap(({ path }) => (path.startsWith("supplied.") ? [path.slice("supplied.".length)] : [])),
    flags,
  };
}

/**
 * A claim's document as it was handed in, for those who may read it.
 *
 * @throws Problem not-found, also for a document that exists but is not the reader's to see
 */
export async function documentFor(context: Context, actor: Actor, claim: string): Promise<StoredBytes> {
  const row = await claimFor(context, actor, claim);
  return documentOf(context, actor, row, row.document_root);
}

/** The corrected document that an open amendment of a claim proposes. @throws Problem not-found */
export async function correctionFor(context: Context, actor: Actor, claim: string): Promise<StoredBytes> {
  const row = await claimFor(context, actor, claim);
  return documentOf(context, actor, row, row.amendment_root ?? "");
}

/** A credit note on a claim as it was handed in. @throws Problem not-found */
export async function noteDocumentFor(
  context: Context,
  actor: Actor,
  claim: string,
  root: string,
): Promise<StoredBytes> {
  return documentOf(context, actor, await claimFor(context, actor, claim), root);
}

export interface StoredBytes {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly sha256: string;
}

async function documentOf(context: Context, actor: Actor, row: ClaimRow, root: string): Promise<StoredBytes> {
  const [document] = await context.db.query<StoredDocument>(
    "SELECT party_id, media_type, sha256, ciphertext FROM core.documents WHERE root = $1 AND claim_id = $2",
    [root, row.id],
  );
  if (!document || !mayReadInvoice(actor, row))
    throw new Problem("not-found", { detail: "there is no document of this claim that is yours to see" });
  const bytes = await openForParty(context.keystore, document.party_id, `document/${root}`, document.ciphertext);
  return { bytes, mediaType: document.media_type, sha256: document.sha256 };
}

interface StoredDocument {
  readonly party_id: EntityId;
  readonly media_type: string;
  readonly sha256: string;
  readonly ciphertext: Uint8Array;
}
