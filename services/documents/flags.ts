import type { Invoice, InvoiceFlag, InvoiceParty } from "../domain/invoice.ts";
import { isSuspicious } from "./text.ts";
import { isCorrectionCode, isSelfBilledCode } from "./typeCode.ts";

interface Noticed {
  readonly taxCurrency?: string | undefined;
  /** An XML signature is inside; nobody has verified it. */
  readonly signed: boolean;
}

/** What a person should look at before relying on the invoice. */
export function flagsOf(invoice: Omit<Invoice, "fields" | "flags">, { taxCurrency, signed }: Noticed): InvoiceFlag[] {
  const { seller, buyer, payee, dueDate, issueDate, currency, number, typeCode, kind } = invoice;
  const shown = [number, seller.name, buyer.name, payee?.name];
  const raised: Record<InvoiceFlag, boolean> = {
    "payee-differs": payee !== undefined && !isSameParty(payee, seller),
    "due-before-issue": dueDate !== undefined && dueDate < issueDate,
    "tax-currency": taxCurrency !== undefined && taxCurrency !== currency,
    "suspicious-characters": shown.some((text) => text !== undefined && isSuspicious(text)),
    "self-billed": isSelfBilledCode(typeCode),
    "corrects-another": kind === "credit-note" || isCorrectionCode(typeCode),
    signed,
  };
  return (Object.keys(raised) as InvoiceFlag[]).filter((flag) => raised[flag]);
}

const IDENTITY = ["name", "vat", "legalId", "partyId"] as const;

/** One party if whatever both state about themselves is equal, and they state something in common. */
function isSameParty(one: InvoiceParty, other: InvoiceParty): boolean {
  const common = IDENTITY.filter((key) => one[key] !== undefined && other[key] !== undefined);
  return common.length > 0 && common.every((key) => one[key] === other[key]);
}
