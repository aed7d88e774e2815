import type { FastifyRequest } from "fastify";

import { parseJson } from "../../documents/jsonText.ts";
import { DomainError } from "../../domain/problem.ts";
import { Problem } from "../problems/problem.ts";
import type { App } from "../routes/app.ts";

/**
 * Bodies are JSON in UTF-8, uncompressed, no key twice: two readers must not be able to understand a request differently.
 * (Documents are read by `routes/registerReceivable.ts`.)
 */
export function registerBodies(app: App): void {
  app.addHook("preParsing", async ({ headers }) => {
    if ((headers["content-encoding"] ?? "identity") !== "identity") {
      throw new Problem("unsupported-media-type", { detail: "a compressed body is not read here: send it as it is" });
    }
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, async (request: FastifyRequest, body: Buffer) => {
    if (!/^[^;]*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(request.headers["content-type"] ?? "")) {
      throw new Problem("unsupported-media-type", { detail: "JSON is in UTF-8 here and has no other parameters" });
    }
    return readJson(body);
  });
}

function readJson(body: Buffer): unknown {
  if (body.length === 0)
    throw new Problem("bad-request", { detail: "the body is empty; an act without fields sends {}" });
  try {
    return parseJson(body);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "duplicate-field") {
      throw new Problem("invalid-field", { detail: error.message, field: error.field, cause: error });
    }
    const detail = error.code === "not-well-formed" ? "the body is not JSON in UTF-8" : `the body's ${error.message}`;
    throw new Problem("bad-request", { detail, cause: error });
  }
}
