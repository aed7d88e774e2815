import { randomBytes } from "node:crypto";

import { openInvoice } from "../../documents/openInvoice.ts";
import type { EntityId, Hash } from "../../domain/brand.ts";
import type { DocumentField } from "../../domain/documentTree.ts";
import { buildTree, saltsFrom } from "../../domain/documentTree.ts";
import type { Invoice, InvoiceParty } from "../../domain/invoice.ts";
import { DomainError } from "../../domain/problem.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { sealForParty } from "../secrets.ts";

/** A document as it was handed in. */
export interface Handed {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** @throws Problem document-refused, too-large */
export async function readDocument({ bytes, mediaType }: Handed): Promise<Invoice> {
  try {
    return await openInvoice(bytes, mediaType);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const code = error.code === "too-large" ? "too-large" : "document-refused";
    throw new Problem(code, { detail: error.message, field: error.field, extra: { reason: error.code }, cause: error });
  }
}

/** What a party is registered under, as the document says and as was supplied beside it. */
export const identifiersOf = ({ vat, legalId, partyId }: InvoiceParty, supplied: string | undefined): string[] =>
  [vat, legalId, partyId, supplied].filter((value) => value !== undefined);

/** What was supplied beside a document, as fields of its tree, marked as supplied. */
export const suppliedFields = (supplied: object): DocumentField[] =>
  (Object.entries(supplied) as [string, string | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [{ path: `supplied.${name}`, value }],
  );

export interface KeptDocument {
  /** Of the tree of all fields, each with a salt of its own: what goes on the ledger. */
  readonly root: Hash;
  readonly store: (q: Queries, claim: Hash) => Promise<void>;
}

/** Seals a document and the tree of its fields for the party that handed it in. */
export async function keepDocument(
  { keystore }: Context,
  party: EntityId,
  document: Handed,
  fields: readonly DocumentField[],
  flags: readonly string[],
): Promise<KeptDocument> {
  const secret = randomBytes(32);
  const root = buildTree(fields, saltsFrom(secret)).root;
  const sealed = await sealForParty(keystore, party, `document/${root}`, document.bytes);
  const tree = Buffer.from(JSON.stringify({ secret: secret.toString("hex"), fields, flags }));
  const sealedTree = await sealForParty(keystore, party, `tree/${root}`, tree);
  return {
    root,
    store: async (q, claim) => {
      await q.query(
        `INSERT INTO core.documents (root, party_id, claim_id, media_type, sha256, ciphertext, tree_ciphertext, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
        [root, party, claim, document.mediaType, sha256Of(fields), sealed, sealedTree],
      );
    },
  };
}

function sha256Of(fields: readonly DocumentField[]): string {
  const field = fields.find(({ path }) => path === "source.sha256");
  if (!field) throw new Error("a document without the hash of its source");
  return `0x${field.value}`;
}
