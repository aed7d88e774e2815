import { randomBytes } from "node:crypto";

import { fingerprintDigest } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import { missingFor } from "../../documents/missing.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import { refusalOf } from "../../documents/refusalOf.ts";
import type { EntityId, Hash } from "../../domain/brand.ts";
import { endOfDay, parseDate } from "../../domain/date.ts";
import type { CalendarDate } from "../../domain/date.ts";
import type { DocumentField } from "../../domain/documentTree.ts";
import { buildTree, saltsFrom } from "../../domain/documentTree.ts";
import type { Invoice, InvoiceParty } from "../../domain/invoice.ts";
import { DomainError } from "../../domain/problem.ts";
import { tags } from "../../domain/tag.ts";
import type { InvoiceTags } from "../../domain/tag.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { hasIdentifier, partyByIdentifiers } from "../queries/parties.ts";
import type { PartyRow } from "../queries/parties.ts";
import { fingerprintKeys, sealForParty } from "../secrets.ts";
import { callTo, cashOf } from "./calls.ts";
import { refuseDuplicate, refuseDuplicateToDebtor } from "./duplicates.ts";
import { storeDueZone } from "./dueZones.ts";
import { isLookalike, skeletonTags, storeSkeletons } from "./lookalikes.ts";

/** What comes beside the document, because the document lacks it. */
export interface SuppliedWithInvoice {
  readonly dueDate?: string | undefined;
  readonly dueZone?: string | undefined;
  readonly buyerId?: string | undefined;
  readonly sellerId?: string | undefined;
  readonly dueBeforeIssue?: "confirmed" | undefined;
}

/**
 * Reads an invoice, attests its tags and asks the ledger to register the claim.
 *
 * @throws Problem document-refused, not-financeable, missing-information, seller-mismatch, unknown-party, invoice-already-registered
 */
export async function registerReceivable(
  context: Context,
  actor: Actor,
  document: { bytes: Uint8Array; mediaType: string },
  supplied: SuppliedWithInvoice,
): Promise<Act> {
  const invoice = read(document);
  const dueDate = dueDateOf(invoice, supplied);
  const keys = await fingerprintKeys(context.keystore);
  const { number, issueDate } = invoice;
  const tagsFor = (seller: EntityId): InvoiceTags[] => keys.map((key) => tags(key, { seller, number, issueDate }));
  const debtor = await debtorOf(context, actor, invoice, supplied, tagsFor);
  cashOf(context, invoice.currency);

  const tagsOfInvoice = tagsFor(actor.partyId);
  const claim = claimOf(tagsOfInvoice);
  await refuseDuplicate(context, claim);
  const skeletons = skeletonTags(keys, actor.partyId, number);
  const isAlike = await isLookalike(context.db, claim, skeletons);

  const zone = supplied.dueZone ?? "UTC";
  const fields = [...invoice.fields, ...suppliedFields(supplied, dueDate, zone)];
  const secret = randomBytes(32);
  const root = buildTree(fields, saltsFrom(secret)).root;
  const dueAt = endOfDay(dueDate, zone, "dueZone");
  const registration = {
    currency: `0x${Buffer.from(invoice.currency, "ascii").toString("hex")}`,
    face: invoice.payable,
    dueAt,
    ...(await attest(context, actor, tagsOfInvoice, debtor, root)),
  };
  const sealed = await sealForParty(context.keystore, actor.partyId, `document/${root}`, document.bytes);
  const tree = Buffer.from(JSON.stringify({ secret: secret.toString("hex"), fields, flags: invoice.flags }));
  const sealedTree = await sealForParty(context.keystore, actor.partyId, `tree/${root}`, tree);
  return {
    command: "receivable.register",
    subject: claim,
    calls: [callTo(context, "receivables", "register", [registration])],
    result: {
      receivable: claim,
      documentRoot: root,
      flags: [...invoice.flags, ...(isAlike ? ["probable-duplicate"] : [])],
    },
    store: async (q) => {
      await storeSkeletons(q, claim, skeletons);
      await storeDueZone(q, claim, dueAt, zone);
      await q.query(
        `INSERT INTO core.documents (root, party_id, claim_id, media_type, sha256, ciphertext, tree_ciphertext, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
        [root, actor.partyId, claim, document.mediaType, sha256Of(fields), sealed, sealedTree],
      );
    },
  };
}

function read({ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }): Invoice {
  const invoice = refusedAsDocument(() => readInvoice(bytes, mediaType));
  const refusal = refusalOf(invoice);
  if (refusal) {
    const detail =
      refusal === "credit-note"
        ? "a credit note is never a claim: it reduces one"
        : "the payable amount is not positive: there is nothing to claim";
    throw new Problem("not-financeable", { detail, extra: { reason: refusal } });
  }
  return invoice;
}

function refusedAsDocument(reader: () => Invoice): Invoice {
  try {
    return reader();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const code = error.code === "too-large" ? "too-large" : "document-refused";
    throw new Problem(code, { detail: error.message, field: error.field, extra: { reason: error.code }, cause: error });
  }
}

function dueDateOf(invoice: Invoice, supplied: SuppliedWithInvoice): CalendarDate {
  const dueDate = supplied.dueDate === undefined ? undefined : parseDate(supplied.dueDate, "dueDate");
  if (dueDate !== undefined && invoice.dueDate !== undefined && dueDate !== invoice.dueDate) {
    const detail = `the document says it is due on ${invoice.dueDate}: what it says is not replaced by what is supplied`;
    throw new Problem("invalid-field", { detail, field: "dueDate" });
  }
  const missing = missingFor(invoice, {
    dueDate,
    buyerId: supplied.buyerId,
    sellerId: supplied.sellerId,
    dueBeforeIssue: supplied.dueBeforeIssue === "confirmed",
  });
  const due = invoice.dueDate ?? dueDate;
  if (missing.length === 0 && due) return due;
  throw new Problem("missing-information", {
    detail: `the document does not say: ${missing.join(", ")}; supply it as a query parameter`,
    extra: { missing },
  });
}

/** The invoice must be the caller's own, and its buyer an admitted party. Only the two of them learn that it is a duplicate. */
async function debtorOf(
  context: Context,
  actor: Actor,
  invoice: Invoice,
  supplied: SuppliedWithInvoice,
  tagsFor: (seller: EntityId) => InvoiceTags[],
): Promise<PartyRow> {
  const seller = await partyByIdentifiers(context.db, identifiersOf(invoice.seller, supplied.sellerId), "seller");
  const identifiers = identifiersOf(invoice.buyer, supplied.buyerId);
  if (seller?.id !== actor.partyId) {
    if (seller && (await hasIdentifier(context.db, actor.partyId, identifiers)))
      await refuseDuplicateToDebtor(context, actor, claimOf(tagsFor(seller.id)));
    throw new Problem("seller-mismatch", {
      detail: `the document's seller is not ${actor.partyName}`,
      field: "seller",
    });
  }
  const debtor = await partyByIdentifiers(context.db, identifiers, "buyer");
  if (!debtor) {
    throw new Problem("unknown-party", {
      detail: `no admitted party has the buyer's identifier ${identifiers.join(" or ")}`,
      field: "buyer",
    });
  }
  return debtor;
}

/** A claim has the tag of its invoice under the oldest key as its id. */
function claimOf([first]: readonly InvoiceTags[]): Hash {
  if (!first) throw new Error("the network has no fingerprint key");
  return first.tag;
}

const identifiersOf = ({ vat, legalId, partyId }: InvoiceParty, supplied: string | undefined): string[] =>
  [vat, legalId, partyId, supplied].filter((value) => value !== undefined);

async function attest(
  context: Context,
  actor: Actor,
  given: readonly InvoiceTags[],
  debtor: PartyRow,
  documentRoot: Hash,
): Promise<{ fingerprint: object; signature: string }> {
  const fingerprint = {
    numberTags: given.map(({ numberTag }) => numberTag),
    tags: given.map(({ tag }) => tag),
    seller: actor.account,
    debtor: debtor.account,
    documentRoot,
  };
  const signer = await context.keystore.signerOf(context.fingerprinter);
  const domain = signingDomain(context.manifest, context.version.contracts.fingerprints);
  return { fingerprint, signature: await signer.sign(fingerprintDigest(domain, fingerprint)) };
}

/** What was supplied enters the document tree beside what the document says, and is marked as supplied. */
function suppliedFields(supplied: SuppliedWithInvoice, dueDate: CalendarDate, zone: string): DocumentField[] {
  const given = Object.entries(supplied) as [string, string | undefined][];
  const fields = given.flatMap(([name, value]) => (value === undefined ? [] : [{ path: `supplied.${name}`, value }]));
  return [{ path: "claim.dueDate", value: dueDate }, { path: "claim.dueZone", value: zone }, ...fields];
}

function sha256Of(fields: readonly DocumentField[]): string {
  const field = fields.find(({ path }) => path === "source.sha256");
  if (!field) throw new Error("a document without the hash of its source");
  return `0x${field.value}`;
}
