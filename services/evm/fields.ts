import type { Hex } from "../domain/brand.ts";
import { fromHex } from "../domain/hex.ts";
import { DomainError } from "../domain/problem.ts";

/** Bytes of a JSON-RPC data field. @throws DomainError bad-hex when it is no hex or not `length` bytes long */
export function dataField(text: Hex, field: string, length?: number): Uint8Array {
  const bytes = fromHex(text, field);
  if (length !== undefined && bytes.length !== length) {
    throw new DomainError("bad-hex", `expected ${length} bytes, got ${bytes.length}`, { field });
  }
  return bytes;
}

/** A JSON-RPC quantity as RLP wants it: big-endian without leading zeros, zero as no bytes. @throws DomainError bad-hex */
export function quantityField(text: Hex, field: string): Uint8Array {
  if (!/^0x[0-9a-fA-F]+$/.test(text)) {
    throw new DomainError("bad-hex", "a quantity is written as 0x and hexadecimal digits", { field });
  }
  const digits = text.slice(2).replace(/^0+/, "");
  return fromHex(`0x${digits.length % 2 === 0 ? digits : `0${digits}`}`, field);
}
