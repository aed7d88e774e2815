/** Longest document, in bytes, after any content encoding is undone. Real invoices with attachments reach 3.3 MB. */
export const MAX_BYTES = 10 * 1024 * 1024;

/** Deepest nesting of elements or JSON values. Real invoices reach 13. */
export const MAX_DEPTH = 100;

/** Attributes of one element, namespace declarations included. */
export const MAX_ATTRIBUTES = 100;

/** Elements of one document: about 10,000 invoice lines. It bounds the memory of ten megabytes of empty elements. */
export const MAX_ELEMENTS = 250_000;

/** Longest number, name or identifier, in UTF-16 units. */
export const MAX_TEXT = 512;

/** Longest description of a line, in UTF-16 units. */
export const MAX_DESCRIPTION = 4096;
