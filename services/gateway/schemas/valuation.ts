import { Type } from "typebox";
import type { Static } from "typebox";

import { Attestation } from "./attestation.ts";
import { closed, Day, Id, IdParams, Instant, Money, nullable, textOf } from "./common.ts";

export const NewValuation = Type.Object(
  {
    standard: textOf(140, "valuation standard, such as IVS 210"),
    approach: Type.Enum(["cost", "market", "income"]),
    premise: textOf(140, "such as going concern or orderly liquidation"),
    value: Money,
    date: Type.Unsafe<string>({ ...Day, description: "as of which the asset is worth that" }),
    validUntil: Type.Unsafe<string>({ ...Day, description: "the last day on which it counts" }),
    zone: Type.Optional(textOf(60, "IANA zone of the days, default UTC")),
    report: Type.Unsafe<string>({ ...Id, description: "SHA-256 of the report" }),
  },
  closed,
);
export type NewValuation = Static<typeof NewValuation>;

export const ValuationParams = Type.Object({ ...IdParams.properties, valuation: Id }, closed);
export const AsOfQuery = Type.Object(
  { asOf: Type.Optional(Type.Unsafe<string>({ ...Instant, description: "default now" })) },
  closed,
);

const Counted = Type.Object({ valuation: Id, value: Money }, closed);

export const Valuations = Type.Object(
  {
    asset: Id,
    asOf: Instant,
    items: Type.Array(Attestation, {
      description: "what had been stated by then, newest first; states are as of then",
    }),
    counted: Type.Array(
      Type.Object({ currency: Type.String(), lowest: nullable(Counted), latest: nullable(Counted) }, closed),
      { description: "which counts under each policy, by currency: neither an expired nor a revoked one ever does" },
    ),
    history: Type.Object(
      { events: Type.Integer(), head: nullable(Id) },
      { ...closed, description: "of what was stated about the asset" },
    ),
  },
  closed,
);
