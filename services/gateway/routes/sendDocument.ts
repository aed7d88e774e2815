import type { FastifyReply } from "fastify";

import type { StoredBytes } from "../queries/invoices.ts";

const endingOf = (mediaType: string): string =>
  ["json", "pdf"].find((ending) => mediaType.toLowerCase().includes(ending)) ?? "xml";

/** A document as a download: whoever reads it in a browser runs nothing of it. */
export async function sendDocument(reply: FastifyReply, name: string, document: StoredBytes): Promise<FastifyReply> {
  const { bytes, mediaType, sha256 } = document;
  return reply
    .type("application/octet-stream")
    .header("Content-Disposition", `attachment; filename="${name}.${endingOf(mediaType)}"`)
    .header("ETag", `"${sha256}"`)
    .send(Buffer.from(bytes));
}
