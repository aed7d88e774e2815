import { DomainError } from "./problem.ts";

const encoder = new TextEncoder();

/**
 * UTF-8 bytes. An unpaired surrogate is refused: encoders replace it, so two different texts would get equal bytes.
 *
 * @throws DomainError bad-text
 */
export function utf8(text: string, field?: string): Uint8Array {
  if (!text.isWellFormed()) throw new DomainError("bad-text", "the text holds half of a surrogate pair", { field });
  return encoder.encode(text);
}

export function uint32be(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Order of byte strings; not the order of JavaScript strings, which compare UTF-16 units. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const differs = a.findIndex((byte, at) => byte !== b[at]);
  return differs === -1 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1);
}
