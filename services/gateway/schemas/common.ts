import { Type } from "typebox";
import type { Static, TSchema } from "typebox";

export const closed = { additionalProperties: false } as const;

const MoneySchema = Type.Object(
  {
    currency: Type.String({ pattern: "^[A-Z]{3}$", description: "ISO 4217", examples: ["EUR"] }),
    amount: Type.String({
      pattern: "^(0|[1-9]\\d{0,28})$",
      description: "minor units, in plain digits",
      examples: ["123456"],
    }),
  },
  { ...closed, $id: "Money" },
);
/** An amount, as a reference to the one shared schema. */
export const Money = Type.Unsafe<Static<typeof MoneySchema>>(Type.Ref("Money"));

export const Id = Type.String({ pattern: "^0x[0-9a-f]{64}$", description: "32 bytes, 0x and lower-case hex" });
export const AddressText = Type.String({ pattern: "^0x[0-9a-f]{40}$", description: "20 bytes, 0x and lower-case hex" });
export const Day = Type.String({ format: "date", description: "a calendar day, YYYY-MM-DD" });
export const Instant = Type.String({ format: "date-time", description: "an instant in UTC" });
export const Text = Type.String({ minLength: 1, maxLength: 300 });
export const BankReference = Type.String({
  minLength: 1,
  maxLength: 140,
  description: "the bank's own reference, usable once",
});

export const IdParams = Type.Object({ id: Id }, closed);

const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: "one of a closed list, explained at /problems/{code}" }),
    detail: Type.String(),
    field: Type.Optional(Type.String({ description: "JSON pointer, or path in the document" })),
    requestId: Type.String(),
  },
  { additionalProperties: true, $id: "Problem", description: "RFC 9457" },
);

/** Schemas that others refer to. */
export const sharedSchemas = [MoneySchema, ProblemSchema];

/** Responses that any route can give. */
export const problems = {
  "4xx": { description: "refused", content: { "application/problem+json": { schema: Type.Ref("Problem") } } },
  "5xx": { description: "failed", content: { "application/problem+json": { schema: Type.Ref("Problem") } } },
};

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A page of a list: `next` is given back as `cursor` to read on, null at the end. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: nullable(Type.String()) }, closed);

export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 200, description: "`next` of the page before" })),
  limit: Type.Optional(Type.String({ pattern: "^([1-9]\\d?|1\\d\\d|200)$", description: "1 to 200, default 50" })),
};
