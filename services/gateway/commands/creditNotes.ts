import { creditOf } from "../../documents/creditOf.ts";
import type { Invoice } from "../../domain/invoice.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import type { ClaimRow } from "../queries/claims.ts";
import { partyByIdentifiers } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { claimCredited } from "./creditedClaims.ts";
import { identifiersOf, keepDocument, readDocument, suppliedFields } from "./documents.ts";
import type { Handed } from "./documents.ts";
import { MAKINGS } from "./servicing.ts";
import type { Making } from "./servicing.ts";
import { noteTags, refuseUsedNote, storeNote } from "./usedNotes.ts";

/** What comes beside the document, because the document lacks it. */
export interface SuppliedWithNote {
  /** How it is made good to whoever holds units. */
  readonly making: Making;
  /** The claim, where the document names no invoice, or a number that is not enough. */
  readonly receivable?: string | undefined;
  readonly sellerId?: string | undefined;
  readonly buyerId?: string | undefined;
}

/**
 * Reads a credit note, finds the claim of the invoice that it names, and proposes it to the debtor.
 *
 * @throws Problem document-refused, not-a-credit-note, seller-mismatch, buyer-mismatch, unknown-reference, ambiguous-reference,
 *   missing-information, currency-mismatch, credit-note-used
 */
export async function postCreditNote(
  context: Context,
  actor: Actor,
  document: Handed,
  supplied: SuppliedWithNote,
): Promise<Act> {
  const note = await readDocument(document);
  const amount = creditIn(note);
  await requireOwn(context, actor, note, supplied);
  const claim = await claimCredited(context, actor, note, supplied.receivable);
  requireCurrency(note, claim);
  await requireBuyer(context, note, supplied, claim);
  const used = await noteTags(context, actor.partyId, note.number);
  await refuseUsedNote(context.db, used);

  const fields = [...note.fields, { path: "creditNote.receivable", value: claim.id }, ...suppliedFields(supplied)];
  const kept = await keepDocument(context, actor.partyId, document, fields, note.flags);
  const args = [claim.id, amount, MAKINGS[supplied.making], kept.root];
  return {
    command: "receivable.proposeCredit",
    subject: claim.id,
    calls: [callTo(context, "servicing", "proposeCredit", args)],
    result: {
      receivable: claim.id,
      documentRoot: kept.root,
      number: note.number,
      amount: { currency: note.currency, amount: String(amount) },
      flags: note.flags,
    },
    store: async (q, operation) => {
      await storeNote(q, used, { root: kept.root, claim: claim.id, operation });
      await kept.store(q, claim.id);
    },
  };
}

function creditIn(note: Invoice): bigint {
  const amount = creditOf(note);
  if (amount !== undefined) return amount;
  const detail =
    note.kind === "credit-note"
      ? "the credit note lowers nothing: its amount has the wrong sign, or is nothing"
      : "the document is an invoice: only a credit note, a red-letter e-fapiao or an invoice with a negative total lowers a debt";
  throw new Problem("not-a-credit-note", { detail });
}

async function requireOwn({ db }: Context, actor: Actor, note: Invoice, { sellerId }: SuppliedWithNote): Promise<void> {
  const identifiers = identifiersOf(note.seller, sellerId);
  if (identifiers.length === 0) {
    const detail = "the document does not say who the seller is; supply sellerId as a query parameter";
    throw new Problem("missing-information", { detail, extra: { missing: ["sellerId"] } });
  }
  const seller = await partyByIdentifiers(db, identifiers, "seller");
  if (seller?.id === actor.partyId) return;
  throw new Problem("seller-mismatch", { detail: `the document's seller is not ${actor.partyName}`, field: "seller" });
}

function requireCurrency(note: Invoice, claim: ClaimRow): void {
  if (note.currency === claim.currency) return;
  throw new Problem("currency-mismatch", {
    detail: `the credit note is in ${note.currency}, the claim in ${claim.currency}`,
    field: "currency",
  });
}

/** Whom the document names as its buyer has to be the claim's debtor; one that names nobody contradicts nothing. */
async function requireBuyer(
  { db }: Context,
  note: Invoice,
  { buyerId }: SuppliedWithNote,
  claim: ClaimRow,
): Promise<void> {
  const identifiers = identifiersOf(note.buyer, buyerId);
  if (identifiers.length === 0) return;
  const buyer = await partyByIdentifiers(db, identifiers, "buyer");
  if (buyer?.account === claim.debtor) return;
  throw new Problem("buyer-mismatch", {
    detail: "the document's buyer is not the debtor of the claim on the invoice that it names",
    field: "buyer",
  });
}
