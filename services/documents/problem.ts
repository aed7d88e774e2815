import { DomainError } from "../domain/problem.ts";

/** Why a reader refuses a document. To these come the domain's own refusals of amounts, currencies, dates and numbers. */
export type DocumentProblem =
  | "bad-attachment"
  | "bad-date"
  | "bad-field"
  | "bad-text"
  | "currency-mismatch"
  | "doctype-refused"
  | "duplicate-field"
  | "empty-document"
  | "missing-field"
  | "not-well-formed"
  | "too-deep"
  | "too-large"
  | "too-long"
  | "too-many-attributes"
  | "too-many-elements"
  | "unexpected-element"
  | "unknown-field"
  | "unsupported-document"
  | "unsupported-encoding"
  | "unsupported-media-type"
  | "xinclude-refused";

/** `field` is a path of element names or a JSON pointer; a message never repeats more of the document than `quote` lets through. */
export const refusal = (code: DocumentProblem, message: string, field?: string): DomainError =>
  new DomainError(code, message, { field });
