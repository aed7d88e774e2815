import type { Hash } from "../../domain/brand.ts";
import type { Invoice, InvoiceReference } from "../../domain/invoice.ts";
import { normalizeNumber } from "../../domain/invoiceNumber.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { claimFor } from "../queries/claims.ts";
import type { ClaimRow } from "../queries/claims.ts";
import { invoicesOf } from "../queries/invoices.ts";
import { fingerprintKeys } from "../secrets.ts";
import { skeletonTags } from "./lookalikes.ts";

/**
 * The claim that a credit note lowers: on the invoice of the same seller that it names by number, and by date where it says
 * one; or the one supplied, where it names none, or several claims have the number. What it names is never replaced.
 *
 * @throws Problem missing-information, unknown-reference, ambiguous-reference, not-found, seller-mismatch
 */
export async function claimCredited(
  context: Context,
  actor: Actor,
  note: Invoice,
  supplied: string | undefined,
): Promise<ClaimRow> {
  const reference = onlyReference(note);
  if (!reference) return suppliedClaim(context, actor, supplied);
  const named = await claimsOn(context, actor, reference);
  const fitting = supplied === undefined ? named : named.filter(({ id }) => id === supplied);
  const [claim, another] = fitting;
  const on = `invoice ${reference.number}${reference.issueDate === undefined ? "" : ` of ${reference.issueDate}`}`;
  if (!claim) {
    const detail =
      named.length === 0
        ? `${actor.partyName} has no claim on ${on}, which the document names`
        : `the claim supplied is not on ${on}, which the document names`;
    throw new Problem("unknown-reference", { detail, field: "precedingInvoices/0" });
  }
  if (!another) return claim;
  throw new Problem("ambiguous-reference", {
    detail: `several claims are on ${on}: name one as receivable`,
    field: "precedingInvoices/0",
    extra: { receivables: fitting.map(({ id }) => id) },
  });
}

/** A document on several invoices does not say by how much it lowers each. */
function onlyReference({ precedingInvoices }: Invoice): InvoiceReference | undefined {
  const [first] = precedingInvoices;
  const keyOf = ({ number, issueDate }: InvoiceReference): string => `${normalizeNumber(number)} ${issueDate ?? ""}`;
  if (new Set(precedingInvoices.map(keyOf)).size <= 1) return first;
  throw new Problem("ambiguous-reference", {
    detail: "the document names several invoices and does not say how much each is lowered: hand in one for each",
    field: "precedingInvoices",
  });
}

async function suppliedClaim(context: Context, actor: Actor, supplied: string | undefined): Promise<ClaimRow> {
  if (supplied === undefined) {
    const detail = "the document names no invoice that it lowers; supply receivable as a query parameter";
    throw new Problem("missing-information", { detail, extra: { missing: ["receivable"] } });
  }
  const claim = await claimFor(context, actor, supplied);
  if (claim.seller === actor.account) return claim;
  throw new Problem("seller-mismatch", { detail: "the claim is another seller's", field: "receivable" });
}

/** Claims of the caller, not cancelled, whose invoice has the number: found by its coarse form, told by the exact one. */
async function claimsOn(context: Context, actor: Actor, { number, issueDate }: InvoiceReference): Promise<ClaimRow[]> {
  const wanted = normalizeNumber(number, "precedingInvoices/0");
  const tags = skeletonTags(await fingerprintKeys(context.keystore), actor.partyId, number);
  const alike = await context.db.query<ClaimRow>(
    `SELECT c.* FROM mirror.claims c
      WHERE c.seller = $1 AND c.status <> 'cancelled'
        AND EXISTS (SELECT 1 FROM core.invoice_skeletons s WHERE s.claim_id = c.id AND s.tag = ANY($2))
      ORDER BY c.registered_block, c.id`,
    [actor.account, tags],
  );
  const roots: Hash[] = alike.map(({ document_root }) => document_root);
  const invoices = await invoicesOf(context, roots);
  return alike.filter(({ document_root }) => {
    const invoice = invoices.get(document_root);
    if (!invoice || normalizeNumber(invoice.number) !== wanted) return false;
    return issueDate === undefined || invoice.issueDate === issueDate;
  });
}
