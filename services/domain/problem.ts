/** Every refusal the domain can give. A code is an API promise: it is never renamed and never reused for something else. */
export type DomainProblem =
  | "amount-out-of-range"
  | "bad-amount"
  | "bad-asset-number"
  | "bad-currency"
  | "bad-date"
  | "bad-gln"
  | "bad-hex"
  | "bad-iban"
  | "bad-invoice-number"
  | "bad-lei"
  | "bad-patent-number"
  | "bad-period"
  | "bad-schedule"
  | "bad-rate"
  | "bad-text"
  | "bad-time-zone"
  | "bad-url"
  | "bad-uscc"
  | "bad-vat-number"
  | "bad-weights"
  | "date-out-of-range"
  | "discount-exceeds-face"
  | "duplicate-field"
  | "empty-document"
  | "excess-decimals"
  | "fee-exceeds-reserve"
  | "unknown-country"
  | "unknown-field"
  | "unknown-office"
  | "weak-key";

/** A refusal by another package of the services (documents, store ...): kebab case, listed there. */
type OtherProblem = Lowercase<string>;

interface ProblemOptions {
  /** What the refusal is about: a JSON pointer or the path of a document's element. */
  readonly field?: string | undefined;
  readonly cause?: unknown;
}

/** Bad input, refused: `code` is for programs, `message` for the person who sent it. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: DomainProblem | OtherProblem;
  readonly field: string | undefined;

  constructor(code: DomainProblem | OtherProblem, message: string, options: ProblemOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.field = options.field;
  }
}
