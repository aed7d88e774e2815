import { Type } from "typebox";
import type { Static } from "typebox";

import { PartyRef } from "./ask.ts";
import { AddressText, closed, Day, Id, Instant, Money, nullable, textOf } from "./common.ts";

export const ATTESTATION_KINDS = ["valuation", "registration", "green-label", "report", "verification"] as const;

const name = (meaning: string) => textOf(140, meaning);

/** What each kind asks for besides; kept beside the ledger, which holds its salted hash. */
const DETAILS = {
  valuation: Type.Object(
    {
      standard: name("valuation standard, such as IVS 2025"),
      approach: name("such as income, market or cost"),
      premise: name("such as going concern or orderly liquidation"),
    },
    closed,
  ),
  registration: Type.Object({ register: name("the public register"), number: name("number of the entry") }, closed),
  "green-label": Type.Object(
    { taxonomy: name("such as EU 2020/852"), activity: name("the activity in the taxonomy") },
    closed,
  ),
  report: Type.Object({ title: name("what is reported") }, closed),
  verification: Type.Object({ scope: name("what was verified") }, closed),
} as const;

const Subject = Type.Object(
  {
    type: Type.Enum(["receivable", "party", "asset"]),
    id: Id,
  },
  { ...closed, description: "what is stated about" },
);

const common = {
  subject: Subject,
  date: Type.Unsafe<string>({ ...Day, description: "as of which it is stated" }),
  validUntil: Type.Optional(Type.Unsafe<string>({ ...Day, description: "the last day on which it holds" })),
  zone: Type.Optional(textOf(60, "IANA zone of the days, default UTC")),
  document: Type.Unsafe<string>({ ...Id, description: "SHA-256 of the document that carries it" }),
};

const idOf = (kind: keyof typeof DETAILS): string => `Attest-${kind}`;

const variantOf = <K extends keyof typeof DETAILS>(kind: K) =>
  Type.Object({ kind: Type.Literal(kind), ...common, details: DETAILS[kind] }, { ...closed, $id: idOf(kind) });
const NewValuation = Type.Object(
  {
    kind: Type.Literal("valuation"),
    ...common,
    // It always ends: what a thing is worth is never known for ever.
    validUntil: Type.Unsafe<string>({ ...Day, description: "the last day on which it holds" }),
    value: Money,
    details: DETAILS.valuation,
  },
  { ...closed, $id: idOf("valuation") },
);
const NewRegistration = variantOf("registration");
const NewGreenLabel = variantOf("green-label");
const NewReport = variantOf("report");
const NewVerification = variantOf("verification");
export const attestationSchemas = [NewValuation, NewRegistration, NewGreenLabel, NewReport, NewVerification];

export type NewAttestationBody =
  | Static<typeof NewValuation>
  | Static<typeof NewRegistration>
  | Static<typeof NewGreenLabel>
  | Static<typeof NewReport>
  | Static<typeof NewVerification>;

/** Told apart by `kind`, so that a refusal is about the statement that was meant. */
export const NewAttestation = Type.Unsafe<NewAttestationBody>({
  type: "object",
  discriminator: { propertyName: "kind" },
  required: ["kind"],
  oneOf: ATTESTATION_KINDS.map((kind) => Type.Ref(idOf(kind))),
});

export const ATTESTATION_STATES = ["valid", "expired", "revoked"] as const;

export const Attestation = Type.Object(
  {
    id: Id,
    kind: Type.Enum([...ATTESTATION_KINDS]),
    state: Type.Enum([...ATTESTATION_STATES], { description: "derived, as of now" }),
    subject: Type.Object({ id: Id, account: nullable(AddressText) }, { ...closed, description: "as on the ledger" }),
    issuer: PartyRef,
    value: nullable(Money),
    at: Type.Unsafe<string>({ ...Instant, description: "when the day began as of which it is stated" }),
    expiresAt: nullable(Instant),
    document: Id,
    details: nullable(
      Type.Object({}, { additionalProperties: { type: "string" }, description: "what the kind asks for besides" }),
    ),
    attestedAt: Instant,
    revokedAt: nullable(Instant),
    revokeReason: nullable(Type.String()),
  },
  closed,
);
