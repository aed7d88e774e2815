import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

import type { Address, Brand, EntityId, Hash, Hex } from "./brand.ts";
import { DomainError } from "./problem.ts";

export const toHex = (bytes: Uint8Array): Hex => `0x${bytesToHex(bytes)}`;

/** @throws DomainError bad-hex unless the text is 0x and an even number of hexadecimal digits */
export function fromHex(text: string, field?: string): Uint8Array {
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) {
    throw new DomainError("bad-hex", "bytes are written as 0x and pairs of hexadecimal digits", { field });
  }
  return hexToBytes(text.slice(2));
}

export const parseHash = (text: string, field?: string): Hash => fixed(text, 32, field);
export const parseAddress = (text: string, field?: string): Address => fixed(text, 20, field);
export const parseEntityId = (text: string, field?: string): EntityId => fixed(text, 32, field);

/** Lower case, so that equal bytes are equal strings. */
function fixed<B extends string>(text: string, length: number, field: string | undefined): Brand<Hex, B> {
  if (fromHex(text, field).length !== length) {
    throw new DomainError("bad-hex", `expected 0x and ${(2 * length).toString()} hexadecimal digits`, { field });
  }
  return text.toLowerCase() as Brand<Hex, B>;
}
