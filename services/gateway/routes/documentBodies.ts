import type { FastifyRequest, RouteShorthandOptions } from "fastify";
import { Type } from "typebox";

import { InvoiceJson } from "../../documents/invoiceJson.ts";
import { MAX_BYTES } from "../../documents/limits.ts";
import type { Handed } from "../commands/documents.ts";
import { Problem } from "../problems/problem.ts";
import type { App } from "./app.ts";

const Xml = Type.String({ description: "UBL 2.1, UN/CEFACT CII, or the XML of an e-fapiao" });

const Pdf = Type.String({ description: "Factur-X or ZUGFeRD: a PDF with the invoice embedded as XML" });

/** The body of a route that takes a document, by content type. */
export const DocumentBody = Type.Unsafe({
  content: {
    "application/json": { schema: InvoiceJson },
    "application/xml": { schema: Xml },
    "text/xml": { schema: Xml },
    "application/pdf": { schema: Pdf },
  },
});

/** A part of the app whose routes are handed documents as bytes, because their hash matters: the reader parses, not the server. */
export function withDocuments(app: App, register: (scope: App) => void): void {
  void app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    for (const type of ["application/json", "application/xml", "text/xml", "application/pdf"]) {
      scope.addContentTypeParser(type, { parseAs: "buffer", bodyLimit: MAX_BYTES }, (_request, body, done) => {
        done(null, body);
      });
    }
    register(scope);
  });
}

/** The reader validates the body; only query and headers are checked by the server. */
export const documentOptions = (app: App): Pick<RouteShorthandOptions, "bodyLimit" | "validatorCompiler"> => ({
  bodyLimit: MAX_BYTES,
  validatorCompiler: ({ schema, httpPart, ...rest }) =>
    httpPart === "body"
      ? () => true
      : (app.validatorCompiler?.({ schema, ...rest, ...(httpPart && { httpPart }) }) ?? (() => true)),
});

/** @throws Problem document-refused */
export function documentIn(request: Pick<FastifyRequest, "body" | "headers">): Handed {
  const { body } = request as { body: unknown };
  if (!Buffer.isBuffer(body)) {
    throw new Problem("document-refused", { detail: "the body is empty", extra: { reason: "empty-document" } });
  }
  return { bytes: body, mediaType: request.headers["content-type"] ?? "" };
}
