import { createHash } from "node:crypto";

import { quote } from "../domain/decimal.ts";
import type { DocumentField } from "../domain/documentTree.ts";
import { refusal } from "./problem.ts";
import type { RawAttachment } from "./raw.ts";

// EN 16931-1, BT-125-1: the only types an invoice may carry.
const MEDIA_TYPES: ReadonlySet<string> = new Set([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.spreadsheet",
]);

/**
 * The fields `attachments.N.mediaType` and `attachments.N.sha256` (of the decoded bytes, lower-case hexadecimal).
 * The file name is the sender's and is used for nothing.
 *
 * @throws DomainError bad-attachment
 */
export function attachmentFields(attachments: readonly RawAttachment[]): DocumentField[] {
  return attachments.flatMap(({ mediaType, base64 }, at) => {
    const type = mediaType.text.trim().toLowerCase();
    if (!MEDIA_TYPES.has(type)) {
      throw refusal("bad-attachment", `${quote(type)} is not a type EN 16931 lets an invoice carry`, mediaType.at);
    }
    const sha256 = createHash("sha256").update(decode(base64.text, base64.at)).digest("hex");
    return [
      { path: `attachments.${at}.mediaType`, value: type },
      { path: `attachments.${at}.sha256`, value: sha256 },
    ];
  });
}

// Buffer skips what is not base64: two different texts would then have equal bytes.
function decode(base64: string, at: string): Uint8Array {
  const digits = base64.replaceAll(" ", "");
  const bytes = Buffer.from(digits, "base64");
  if (bytes.toString("base64") !== digits) throw refusal("bad-attachment", "the attachment is not base64", at);
  return bytes;
}
