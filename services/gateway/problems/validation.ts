import type { FastifySchemaValidationError } from "fastify/types/schema.js";

import { pointerSegment } from "../../documents/jsonText.ts";
import { Problem } from "./problem.ts";

/** Ajv in verbose mode also tells the schema that was not met. */
type Violation = FastifySchemaValidationError & { readonly parentSchema?: { readonly description?: string } };

const KEY_NEEDED =
  "send an Idempotency-Key of 1 to 255 visible ASCII characters: the same key repeats this request, never its effect";

/** The first violation of a request's schema, with a pointer to the field and a sentence about it. */
export function problemOfValidation(violations: readonly Violation[], context = "body"): Problem {
  const [violation] = violations;
  const field = fieldOf(violation);
  if (context === "headers" && field === "/idempotency-key")
    return new Problem("idempotency-key-required", { detail: KEY_NEEDED });
  return new Problem("invalid-field", { detail: `${context}${field} ${sentenceOf(violation)}`, field });
}

function fieldOf(violation: Violation | undefined): string {
  const { missingProperty, additionalProperty } = violation?.params ?? {};
  const last = [missingProperty, additionalProperty].find((name) => typeof name === "string");
  return `${violation?.instancePath ?? ""}${last === undefined ? "" : `/${pointerSegment(last)}`}`;
}

function sentenceOf(violation: Violation | undefined): string {
  if (!violation) return "is not valid";
  const description = violation.parentSchema?.description;
  switch (violation.keyword) {
    case "required":
      return "is missing";
    case "additionalProperties":
      return "is not a field of this request";
    case "enum":
      return `must be one of ${[violation.params["allowedValues"]].flat().join(", ")}`;
    case "pattern":
    case "format":
      return description === undefined ? "does not have the form that is asked for" : `must be ${description}`;
    default:
      return violation.message ?? "is not valid";
  }
}
