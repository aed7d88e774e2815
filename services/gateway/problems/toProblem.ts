import type { FastifyError } from "fastify";

import { RpcNoAnswer } from "../../chain/rpcError.ts";
import { DomainError } from "../../domain/problem.ts";
import { DatabaseUnavailable, OutcomeUnknown, SerializationFailure } from "../../store/errors.ts";
import type { ProblemCode } from "./codes.ts";
import { Problem } from "./problem.ts";
import { problemOfValidation } from "./validation.ts";

/** What the server's own refusals mean; their messages repeat what was sent, so they are not passed on. */
const BY_FASTIFY_CODE: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["too-large", "the body is longer than this resource reads"],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["unsupported-media-type", "the Content-Type is not one that is read here"],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["bad-request", "the body's length is not what Content-Length says"],
  FST_ERR_BAD_URL: ["bad-request", "the address is not well-formed"],
  FST_ERR_MAX_PARAM_LENGTH: ["uri-too-long", "a part of the address is longer than any id"],
};

export const tooMany = (): Problem =>
  new Problem("too-many-requests", {
    detail: "this key, or this address without a valid key, has sent too many requests",
  });

/** Whatever was thrown, as the API answers it. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof DomainError) return ofDomain(thrown);
  if (thrown instanceof OutcomeUnknown)
    return notReady("the database's answer was lost: send it again with the same Idempotency-Key", thrown);
  if (thrown instanceof DatabaseUnavailable || thrown instanceof SerializationFailure)
    return notReady("the database takes no work at this moment", thrown);
  if (thrown instanceof RpcNoAnswer) return notReady("the chain does not answer at this moment", thrown);
  return thrown instanceof Error ? ofServer(thrown) : internal(new Error(`a ${typeof thrown} was thrown`));
}

function ofServer(error: Error & Partial<FastifyError>): Problem {
  if (error.validation) return problemOfValidation(error.validation, error.validationContext);
  const known = BY_FASTIFY_CODE[error.code ?? ""];
  if (error.statusCode === 429) return tooMany();
  if (error.statusCode === 503) return notReady("the service is overloaded", error);
  if (known) return new Problem(known[0], { detail: known[1] });
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new Problem("bad-request", { detail: "the request is not well-formed" });
  return internal(error);
}

const internal = (cause: Error): Problem =>
  new Problem("internal", { detail: "unexpected failure; the request id finds it in our log", cause });

const notReady = (detail: string, cause: Error): Problem => new Problem("not-ready", { detail, cause });

const ofDomain = (error: DomainError): Problem =>
  new Problem("invalid-field", {
    detail: error.message,
    field: error.field,
    extra: { reason: error.code },
    cause: error,
  });
