import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";

import type { EntityId, Hash } from "./brand.ts";
import { toLatin } from "./confusables.ts";
import type { CalendarDate } from "./date.ts";
import { fromHex, toHex } from "./hex.ts";
import { asciiDigits, foldCase, normalizeNumber, visible } from "./invoiceNumber.ts";
import { DomainError } from "./problem.ts";
import { uint32be, utf8 } from "./utf8.ts";

/** What makes an invoice the same invoice. Buyer, currency and amount are terms, not identity. */
export interface InvoiceIdentity {
  readonly seller: EntityId;
  /** As on the document; it is normalised here. */
  readonly number: string;
  readonly issueDate: CalendarDate;
}

export interface InvoiceTags {
  /** Equal for one seller's equal numbers, whatever their dates. */
  readonly numberTag: Hash;
  /** Taken for ever once the invoice is registered. */
  readonly tag: Hash;
}

/**
 * The invoice's tags under one version of the network's key: HMAC-SHA256 over length-prefixed fields
 * (uint32be length, then the bytes): label, seller (32 bytes), normalised number (UTF-8) and, for `tag`, the date (YYYY-MM-DD).
 *
 * @param key at least 32 bytes
 * @throws DomainError weak-key, bad-invoice-number
 */
export function tags(key: Uint8Array, { seller, number, issueDate }: InvoiceIdentity): InvoiceTags {
  if (key.length < 32) throw new DomainError("weak-key", "a fingerprint key has at least 32 bytes");
  const identity = [fromHex(seller), utf8(normalizeNumber(number))];
  return {
    numberTag: keyedHash(key, [utf8("tallystick/number/1"), ...identity]),
    tag: keyedHash(key, [utf8("tallystick/tag/1"), ...identity, utf8(issueDate)]),
  };
}

// Lengths keep ("AB", "C") apart from ("A", "BC").
function keyedHash(key: Uint8Array, fields: readonly Uint8Array[]): Hash {
  return toHex(hmac(sha256, key, concatBytes(...fields.flatMap((field) => [uint32be(field.length), field])))) as Hash;
}

/**
 * A coarser form for probable duplicates, to be shown to a person, never to refuse by itself: letters as the Latin letter
 * they look like, without accents; O as 0, I and L as 1; no leading zeros in a run of digits; no punctuation, save that runs
 * of letters and runs of digits stay apart (2024-1-1 is not 2024-11).
 *
 * @throws DomainError bad-invoice-number
 */
export function skeleton(number: string, field?: string): string {
  const normal = normalizeNumber(number, field);
  const bare = visible(number).normalize("NFD").replace(/\p{M}/gu, "");
  const latin = asciiDigits(foldCase(toLatin(bare)))
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const runs = latin.match(/\d+|\p{L}+/gu) ?? [normal];
  return runs.map((run) => run.replace(/^0+(?=\d)/, "")).join("-");
}
