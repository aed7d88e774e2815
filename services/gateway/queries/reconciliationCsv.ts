import { formatDecimal } from "../../domain/money.ts";
import type { BooksOfDay } from "./reconcile.ts";

interface Money {
  readonly currency: string;
  readonly amount: string;
}

/** A spreadsheet takes what begins like this for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of RFC 4180, which no spreadsheet computes. */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const major = (money: unknown): string => {
  const { currency, amount } = money as Money;
  return formatDecimal(BigInt(amount), currency);
};

/** The day's books as one table: a section, a line and an amount in the currency's major unit. */
export function booksAsCsv(books: BooksOfDay): string {
  const { currency, date, held, minted, burnt } = books;
  const total = (line: string, money: unknown): string[] => ["total", line, "", "", "", major(money)];
  const rows: string[][] = [
    ["section", "line", "bankReference", "party", "receivable", `amount ${currency}`],
    total(`opening ${date}`, books.opening),
    total("deposits", minted.deposits),
    total("wires into claims", minted.wires),
    total("payouts", burnt.payouts),
    total("recalled deposits", burnt.recalledDeposits),
    total("recalled wires", burnt.recalledWires),
    total(`closing ${date}`, books.closing),
    total("held by parties", held.byParties),
    total("locked for payouts", held.forPayouts),
    total("unwithdrawn in claims", held.unwithdrawn),
    total("suspense", held.suspense),
    total("held by other contracts", held.byOtherContracts),
    total("dust paid at closing of claims", books.dust),
    ...books.checks.map(({ name, holds, expected, found }) => [
      "check",
      name,
      holds ? "holds" : `BROKEN: expected ${major(expected)}`,
      "",
      "",
      major(found),
    ]),
    ...books.paidIn.map(({ receivable, wired }) => ["paid in", "wired", "", "", receivable, major(wired)]),
    ...books.booked.map(({ kind, bankReference, reference, party, receivable, amount }) => [
      "booked",
      kind,
      bankReference ?? reference,
      party?.name ?? "",
      receivable ?? "",
      major(amount),
    ]),
    ...books.refusedRecalls.map(({ bankReference, reference, reason, amount }) => [
      "refused recall",
      reason,
      bankReference ?? reference,
      "",
      "",
      major(amount),
    ]),
  ];
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
