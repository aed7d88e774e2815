import type { FastifyError } from "fastify";

import { DomainError } from "../../domain/problem.ts";
import type { App } from "../routes/app.ts";
import type { ProblemCode } from "./codes.ts";
import { Problem } from "./problem.ts";

const BY_FASTIFY_CODE: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_EMPTY_JSON_BODY: "bad-request",
  FST_ERR_CTP_INVALID_JSON_BODY: "bad-request",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "bad-request",
};

/** Answers every error as application/problem+json; what we did not expect is logged and told apart by its request id. */
export function registerProblems(app: App): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) request.log.error({ err: error }, "request failed");
    if (problem.code === "unauthenticated") reply.header("WWW-Authenticate", "Bearer");
    return reply.code(problem.status).type("application/problem+json").send(problem.body(request.id));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const problem = new Problem("not-found", { detail: `nothing answers ${request.method} here` });
    return reply.code(problem.status).type("application/problem+json").send(problem.body(request.id));
  });
}

function toProblem(error: FastifyError | Problem | DomainError): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DomainError) return ofDomain(error);
  if (error.validation) return ofValidation(error);
  const code = BY_FASTIFY_CODE[error.code];
  if (code) return new Problem(code, { detail: error.message, cause: error });
  if (error.statusCode === 429) return new Problem("too-many-requests", { detail: error.message });
  if (error.statusCode === 503)
    return new Problem("not-ready", { detail: "the service is overloaded, try again shortly" });
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new Problem("bad-request", { detail: error.message });
  return new Problem("internal", { detail: "unexpected failure; the request id finds it in our log", cause: error });
}

function ofDomain(error: DomainError): Problem {
  return new Problem("invalid-field", {
    detail: error.message,
    field: error.field,
    extra: { reason: error.code },
    cause: error,
  });
}

function ofValidation(error: FastifyError): Problem {
  const [first] = error.validation ?? [];
  const extra = first?.params ?? {};
  const missing = typeof extra["missingProperty"] === "string" ? `/${extra["missingProperty"]}` : "";
  const unknown = typeof extra["additionalProperty"] === "string" ? `/${extra["additionalProperty"]}` : "";
  const where = `${first?.instancePath ?? ""}${missing}${unknown}`;
  const what = unknown ? "is not a field of this request" : (first?.message ?? "is not valid");
  return new Problem("invalid-field", {
    detail: `${error.validationContext ?? "body"}${where} ${what}`,
    field: where,
    cause: error,
  });
}
