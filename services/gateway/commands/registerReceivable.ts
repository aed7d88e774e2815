import { fingerprintDigest } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { EntityId, Hash } from "../../domain/brand.ts";
import { endOfDay } from "../../domain/date.ts";
import type { Invoice } from "../../domain/invoice.ts";
import { tags } from "../../domain/tag.ts";
import type { InvoiceTags } from "../../domain/tag.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { hasIdentifier, partyByIdentifiers } from "../queries/parties.ts";
import type { PartyRow } from "../queries/parties.ts";
import { fingerprintKeys } from "../secrets.ts";
import { callTo, cashOf } from "./calls.ts";
import { identifiersOf, keepDocument, readDocument, suppliedFields } from "./documents.ts";
import type { Handed } from "./documents.ts";
import { refuseDuplicate, refuseDuplicateToDebtor } from "./duplicates.ts";
import { storeDueZone } from "./dueZones.ts";
import { claimOf, dueDateOf, financeable } from "./invoiceTerms.ts";
import type { SuppliedWithInvoice } from "./invoiceTerms.ts";
import { isLookalike, skeletonTags, storeSkeletons } from "./lookalikes.ts";

/**
 * Reads an invoice, attests its tags and asks the ledger to register the claim.
 *
 * @throws Problem document-refused, not-financeable, missing-information, seller-mismatch, unknown-party, invoice-already-registered
 */
export async function registerReceivable(
  context: Context,
  actor: Actor,
  document: Handed,
  supplied: SuppliedWithInvoice,
): Promise<Act> {
  const invoice = financeable(await readDocument(document));
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
  const ofClaim = [
    { path: "claim.dueDate", value: dueDate },
    { path: "claim.dueZone", value: zone },
  ];
  const fields = [...invoice.fields, ...ofClaim, ...suppliedFields(supplied)];
  const kept = await keepDocument(context, actor.partyId, document, fields, invoice.flags);
  const dueAt = endOfDay(dueDate, zone, "dueZone");
  const registration = {
    currency: `0x${Buffer.from(invoice.currency, "ascii").toString("hex")}`,
    face: invoice.payable,
    dueAt,
    ...(await attest(context, actor, tagsOfInvoice, debtor, kept.root)),
  };
  return {
    command: "receivable.register",
    subject: claim,
    calls: [callTo(context, "receivables", "register", [registration])],
    result: {
      receivable: claim,
      documentRoot: kept.root,
      flags: [...invoice.flags, ...(isAlike ? ["probable-duplicate"] : [])],
    },
    store: async (q) => {
      await storeSkeletons(q, claim, skeletons);
      await storeDueZone(q, claim, dueAt, zone);
      await kept.store(q, claim);
    },
  };
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
