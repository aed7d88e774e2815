import { Type } from "typebox";

import { CLAIM_FLAGS } from "../queries/claimFlags.ts";
import { PartyRef } from "./ask.ts";
import { Attestation } from "./attestation.ts";
import { closed, Id, Instant, Money, nullable } from "./common.ts";
import { servicing } from "./servicing.ts";

export const CLAIM_STATUSES = ["registered", "acknowledged", "settled", "cancelled", "written-off"] as const;

const Invoice = Type.Object(
  {
    number: Type.String(),
    issueDate: Type.String(),
    dueDate: Type.String(),
    dueZone: Type.String(),
    sha256: Type.String({ description: "of the document's original bytes" }),
    supplied: Type.Array(Type.String(), { description: "what the document lacked and the seller supplied" }),
    flags: Type.Array(Type.String(), { description: "what was noticed in the document" }),
  },
  closed,
);

const Policy = Type.Object(
  {
    warnedTenorDays: nullable(Type.Integer()),
    longestTenorDays: nullable(Type.Integer()),
    registrationRequired: Type.Boolean(),
    transferable: Type.Boolean({ description: "as far as a registration is asked for" }),
  },
  {
    ...closed,
    description:
      "what the seller's and the debtor's country ask for, the stricter of the two; days from acknowledgement",
  },
);

const Position = Type.Object(
  {
    amount: Money,
    withdrawable: Money,
    withdrawn: Money,
    frozen: Money,
    locked: Type.Unsafe<object>({ ...Money, description: "put to the seller, who has not bought it back yet" }),
  },
  closed,
);

export const Receivable = Type.Object(
  {
    id: Id,
    status: Type.Enum([...CLAIM_STATUSES]),
    asOf: Instant,
    overdue: Type.Boolean({
      description: "derived as of `asOf`, the chain's time: due before it and not paid in full",
    }),
    overdueDays: Type.Integer({
      description: "derived: calendar days since the due date, in its zone; 0 if not overdue",
    }),
    inDefaultSince: nullable(Instant),
    partPaid: Type.Boolean({ description: "derived: something is paid, and something still due" }),
    seller: PartyRef,
    debtor: PartyRef,
    face: Money,
    acknowledged: nullable(Money),
    paid: Money,
    due: Money,
    covered: Type.Unsafe<object>({
      ...Money,
      description:
        "paid by guarantors and not come back to them; the holders have it, and the debtor owes as much as before",
    }),
    suspense: Money,
    ...servicing,
    dueAt: Instant,
    waivers: Type.Array(Type.String()),
    sameNumber: Type.Boolean({ description: "the seller used the number before, with another date" }),
    flags: Type.Array(Type.Enum([...CLAIM_FLAGS]), {
      description:
        "what to look at before relying on it; probable-duplicate: the seller has another claim under a number that looks like this one's; long-tenor: it is due later than the policy of a country advises",
    }),
    policy: nullable(Policy),
    attestations: Type.Array(Attestation, {
      description: "statements about the claim that hold now, oldest first: registrations, green labels, reports",
    }),
    documentRoot: Id,
    invoice: nullable(Invoice),
    mine: nullable(Position),
    registeredAt: Instant,
    historyLength: Type.Integer(),
    historyHead: Id,
  },
  closed,
);

const Signer = Type.Object({ address: Type.String(), custody: Type.String(), user: nullable(Type.String()) }, closed);

const Step = Type.Object(
  {
    sequence: Type.Integer(),
    event: Type.String(),
    at: Instant,
    actor: nullable(PartyRef),
    signers: Type.Array(Signer),
    facts: Type.Object(
      {},
      { additionalProperties: true, description: "arguments of the event, amounts in minor units" },
    ),
    reference: nullable(Type.String({ description: "text behind a salted hash, where the reader may see it" })),
    intent: nullable(Type.String()),
    block: Type.String(),
    transaction: Type.String(),
  },
  closed,
);

export const Provenance = Type.Object(
  {
    receivable: Id,
    documentRoot: Id,
    historyHead: Id,
    attestationHead: nullable(Id),
    custodyNote: Type.String({
      description: "what it means that a signature was made with a key that the operator keeps",
    }),
    steps: Type.Array(Step),
    attestations: Type.Array(Step, {
      description: "what was attested about the claim and revoked: a history of its own",
    }),
  },
  closed,
);
