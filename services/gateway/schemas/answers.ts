import { Type } from "typebox";
import type { TSchema } from "typebox";

const Position = { type: "string", pattern: "^\\d+$", description: "block that the mirror had at least" };
const Location = { type: "string", description: "where the operation is" };
const Problem = { schema: Type.Ref("Problem") };

const answer = (
  description: string,
  schema: TSchema,
  headers: Record<string, object> = {},
  as = "application/json",
) => ({
  description,
  headers: { "Ledger-Position": Position, ...headers },
  content: { [as]: { schema } },
});

/** What a route can answer. */
export const answers = {
  read: (schema: TSchema, as?: string) => answer("What was asked for.", schema, {}, as),
  readable: (schema: TSchema) => answer("The operation is final, and what it did can be read.", schema, { Location }),
  accepted: (schema: TSchema) => answer("Accepted: look at the operation again, or sign it.", schema, { Location }),
  problems: {
    "4xx": { description: "Refused, for the reason that it gives.", content: { "application/problem+json": Problem } },
    "5xx": { description: "Failed, or not ready.", content: { "application/problem+json": Problem } },
  },
} as const;
