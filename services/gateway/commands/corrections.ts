import type { Invoice } from "../../domain/invoice.ts";
import { endOfDay } from "../../domain/date.ts";
import { tags } from "../../domain/tag.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import type { ClaimRow } from "../queries/claims.ts";
import { partyByIdentifiers } from "../queries/parties.ts";
import { fingerprintKeys } from "../secrets.ts";
import { callTo } from "./calls.ts";
import { identifiersOf, keepDocument, readDocument, suppliedFields } from "./documents.ts";
import type { Handed } from "./documents.ts";
import { storeDueZone } from "./dueZones.ts";
import { claimOf, dueDateOf, financeable } from "./invoiceTerms.ts";
import type { SuppliedWithInvoice } from "./invoiceTerms.ts";

/**
 * The seller hands in its invoice as it should have been, while the claim is a matter of the two alone: the debtor accepts
 * it as an amendment. Number, issue date, debtor, currency and amount stay: what differs in them is another invoice, or a
 * credit note.
 *
 * @throws Problem document-refused, not-financeable, missing-information, not-found, not-the-same-invoice
 */
export async function proposeCorrection(
  context: Context,
  actor: Actor,
  id: string,
  document: Handed,
  supplied: SuppliedWithInvoice,
): Promise<Act> {
  const claim = await claimFor(context, actor, id);
  const invoice = financeable(await readDocument(document));
  const dueDate = dueDateOf(invoice, supplied);
  await requireSame(context, actor, claim, invoice, supplied);
  const zone = supplied.dueZone ?? "UTC";
  const ofClaim = [
    { path: "claim.dueDate", value: dueDate },
    { path: "claim.dueZone", value: zone },
  ];
  const fields = [...invoice.fields, ...ofClaim, ...suppliedFields(supplied)];
  const kept = await keepDocument(context, actor.partyId, document, fields, invoice.flags);
  const dueAt = endOfDay(dueDate, zone, "dueZone");
  return {
    command: "receivable.proposeCorrection",
    subject: claim.id,
    calls: [callTo(context, "servicing", "proposeAmendment", [claim.id, dueAt, kept.root])],
    result: { receivable: claim.id, documentRoot: kept.root, flags: invoice.flags },
    store: async (q) => {
      await storeDueZone(q, claim.id, dueAt, zone);
      await kept.store(q, claim.id);
    },
  };
}

async function requireSame(
  context: Context,
  actor: Actor,
  claim: ClaimRow,
  invoice: Invoice,
  { sellerId, buyerId }: SuppliedWithInvoice,
): Promise<void> {
  if (actor.account !== claim.seller) throw other("seller", "only the claim's seller corrects its invoice");
  const { number, issueDate } = invoice;
  const keys = await fingerprintKeys(context.keystore);
  const isSame = claimOf(keys.map((key) => tags(key, { seller: actor.partyId, number, issueDate }))) === claim.id;
  if (!isSame) throw other("number", "another number or issue date is another invoice, to be registered by itself");
  const seller = await partyByIdentifiers(context.db, identifiersOf(invoice.seller, sellerId), "seller");
  if (seller?.account !== claim.seller) throw other("seller", "its seller is not the claim's");
  const buyer = await partyByIdentifiers(context.db, identifiersOf(invoice.buyer, buyerId), "buyer");
  if (buyer?.account !== claim.debtor) throw other("buyer", "its buyer is not the claim's debtor");
  if (invoice.currency !== claim.currency) throw other("currency", `the claim is in ${claim.currency}`);
  if (invoice.payable !== claim.face) {
    throw other("payable", "what is to be paid stays as it was: a credit note lowers it, more is another invoice");
  }
}

const other = (field: string, detail: string): Problem => new Problem("not-the-same-invoice", { detail, field });
