import { Type } from "typebox";
import type { Static, TSchema } from "typebox";

export const closed = { additionalProperties: false } as const;

/** Of requests without fields, parameters or queries. */
export const Nothing = Type.Object({}, closed);

const MoneySchema = Type.Object(
  {
    currency: Type.String({ pattern: "^[A-Z]{3}$", description: "an ISO 4217 code in capitals", examples: ["EUR"] }),
    amount: Type.String({
      pattern: "^(0|[1-9]\\d{0,28})$",
      description: "minor units, in plain digits, at most 2^96 - 1",
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
export const Instant = Type.String({
  format: "date-time",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$",
  description: "an instant in UTC, YYYY-MM-DDTHH:MM:SSZ",
  examples: ["2027-01-31T12:00:00Z"],
});

// Something to see, and nothing that hides or reorders what is around it: controls, marks of direction, line separators,
// halves of surrogate pairs.
const PLAIN =
  "^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\udfff]*$";

/** A name, reason or reference, as people write it. */
export const textOf = (maxLength: number, meaning = "text") =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: PLAIN,
    description: `${meaning}, on one line, without control characters and marks of direction`,
  });
export const Text = textOf(300);
export const BankReference = textOf(140, "the bank's own reference, usable once");

export const IdParams = Type.Object({ id: Id }, closed);

const ProblemSchema = Type.Object(
  {
    type: Type.String({ format: "uri-reference" }),
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

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A page of a list: `next` is given back as `cursor` to read on, null at the end. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: nullable(Type.String()) }, closed);

export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 200, description: "`next` of the page before" })),
  limit: Type.Optional(Type.String({ pattern: "^([1-9]\\d?|1\\d\\d|200)$", description: "1 to 200, default 50" })),
};
