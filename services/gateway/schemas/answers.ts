import { Type } from "typebox";
import type { TSchema } from "typebox";

const Position = { type: "string", pattern: "^\\d+$", description: "block that the mirror had at least" };
const Location = { type: "string", description: "where the operation is" };
/** Of every answer, refusals too. */
const Names = {
  "X-Request-Id": { type: "string", description: "how our log calls the request: the caller's own id, or a fresh one" },
  Traceparent: {
    type: "string",
    pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$",
    description: "W3C Trace Context: the caller's trace, or a fresh one, and the span that answered",
  },
};
const RetryAfter = { type: "string", pattern: "^\\d+$", description: "seconds, of 429 and 503" };
const Problem = { schema: Type.Ref("Problem") };

const answer = (
  description: string,
  schema: TSchema,
  headers: Record<string, object> = {},
  as = "application/json",
) => ({
  description,
  headers: { ...Names, "Ledger-Position": Position, ...headers },
  content: { [as]: { schema } },
});

/** What a route can answer. */
export const answers = {
  read: (schema: TSchema, as?: string) => answer("What was asked for.", schema, {}, as),
  readable: (schema: TSchema) => answer("The operation is final, and what it did can be read.", schema, { Location }),
  accepted: (schema: TSchema) => answer("Accepted: look at the operation again, or sign it.", schema, { Location }),
  problems: {
    "4xx": {
      description: "Refused, for the reason that it gives.",
      headers: { ...Names, "Retry-After": RetryAfter },
      content: { "application/problem+json": Problem },
    },
    "5xx": {
      description: "Failed, or not ready.",
      headers: { ...Names, "Retry-After": RetryAfter },
      content: { "application/problem+json": Problem },
    },
  },
} as const;
