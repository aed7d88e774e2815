import { createHash } from "node:crypto";

import { quote } from "../domain/decimal.ts";
import type { Invoice } from "../domain/invoice.ts";
import { canonicalInvoice } from "./canonical.ts";
import { readJson } from "./jsonInvoice.ts";
import { MAX_BYTES } from "./limits.ts";
import { refusal } from "./problem.ts";
import type { RawInvoice } from "./raw.ts";
import { readXml } from "./xmlInvoice.ts";

type Reader = (bytes: Uint8Array, charset?: string) => RawInvoice;

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["application/json", readJson],
  ["application/xml", readXml],
  ["text/xml", readXml],
]);

/**
 * Reads a UBL, CII or JSON invoice, from bytes alone: no file, no network, no clock.
 *
 * @param bytes of the document, not compressed, at most `MAX_BYTES`
 * @param mediaType application/json, application/xml or text/xml, with or without parameters
 * @throws DomainError for everything that is not exactly one readable invoice; see README.md for the codes
 */
export function readInvoice(bytes: Uint8Array, mediaType: string): Invoice {
  const [essence = "", ...parameters] = mediaType.split(";").map((part) => part.trim().toLowerCase());
  const reader = READERS.get(essence);
  if (!reader) throw refusal("unsupported-media-type", `${quote(essence)} is not read here`);
  if (bytes.length > MAX_BYTES) throw refusal("too-large", `the document is longer than ${MAX_BYTES} bytes`);
  if (bytes.length === 0) throw refusal("empty-document", "the document is empty");

  const charset = parameters.map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1]).find(Boolean);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return canonicalInvoice(reader(bytes, charset), { sha256, mediaType: essence });
}
