import { Type } from "typebox";

import { InvoiceJson } from "../../documents/invoiceJson.ts";
import { MAX_BYTES } from "../../documents/limits.ts";
import { actorIn } from "../auth/plugin.ts";
import { registerReceivable } from "../commands/registerReceivable.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { Problem } from "../problems/problem.ts";
import { closed, Day, textOf } from "../schemas/common.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";

const Supplied = Type.Object(
  {
    dueDate: Type.Optional(Day),
    dueZone: Type.Optional(textOf(60, "IANA zone in which the due date ends, default UTC")),
    buyerId: Type.Optional(textOf(100, "a registered identifier of the buyer")),
    sellerId: Type.Optional(textOf(100, "a registered identifier of the seller")),
    dueBeforeIssue: Type.Optional(
      Type.Enum(["confirmed"], { description: "the due date before the issue date is meant" }),
    ),
  },
  closed,
);
const Xml = Type.String({ description: "UBL 2.1 Invoice or UN/CEFACT CII" });
const Body = {
  content: {
    "application/json": { schema: InvoiceJson },
    "application/xml": { schema: Xml },
    "text/xml": { schema: Xml },
  },
};

/** Registration takes the document as bytes, because its hash is part of the claim: the reader, not the server, parses it. */
export function registerRegistrationRoute(app: App, context: Context): void {
  void app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    for (const type of Object.keys(Body.content)) {
      scope.addContentTypeParser(type, { parseAs: "buffer", bodyLimit: MAX_BYTES }, (_request, body, done) => {
        done(null, body);
      });
    }
    scope.post(
      "/v1/receivables",
      {
        ...act({
          tag: "receivables",
          summary: "Register an invoice as a claim",
          roles: ["maker"],
          body: Type.Unsafe(Body),
          query: Supplied,
        }),
        bodyLimit: MAX_BYTES,
        // The reader validates the body; only query and headers are checked here.
        validatorCompiler: ({ schema, httpPart, ...rest }) =>
          httpPart === "body"
            ? () => true
            : (app.validatorCompiler?.({ schema, ...rest, ...(httpPart && { httpPart }) }) ?? (() => true)),
      },
      async (request, reply) => {
        const mediaType = request.headers["content-type"] ?? "";
        const { body } = request as { body: unknown };
        if (!Buffer.isBuffer(body)) {
          throw new Problem("document-refused", { detail: "the body is empty", extra: { reason: "empty-document" } });
        }
        return answerAct(context, request, reply, () =>
          registerReceivable(context, actorIn(request), { bytes: body, mediaType }, request.query),
        );
      },
    );
  });
}
