import type { DocumentField } from "../domain/documentTree.ts";

/** What a qualified party states: a valuation, a registration, a label, a report, a verification. */
export interface Statement {
  readonly kind: string;
  readonly date: string;
  readonly validUntil?: string | undefined;
  readonly zone: string;
  /** Of a valuation. */
  readonly value?: { readonly currency: string; readonly amount: string } | undefined;
  /** SHA-256 of the document that carries it. */
  readonly document: string;
  /** What the kind asks for besides, such as standard, approach and premise. */
  readonly details: Readonly<Record<string, string>>;
}

/** The fields of its document tree: under `statement.`, what the kind asks for under `details.`, amounts in minor units. */
export function statementFields({ value, details, ...plain }: Statement): DocumentField[] {
  const given = { ...plain, currency: value?.currency, value: value?.amount };
  const named = [
    ...Object.entries(given).map(([name, text]) => [`statement.${name}`, text] as const),
    ...Object.entries(details).map(([name, text]) => [`details.${name}`, text] as const),
  ];
  return named.flatMap(([path, text]) => (text === undefined ? [] : [{ path, value: text }]));
}
