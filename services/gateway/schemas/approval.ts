import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Id, Instant, Money, nullable } from "./common.ts";
import { OPERATION_STATUSES } from "./operation.ts";

const Why = nullable(Type.Object({}, { additionalProperties: true, description: "why it was refused" }));

export const PaymentRunAnswer = Type.Object(
  {
    id: Id,
    operations: Type.Array(Type.Object({ id: Id, status: Type.Enum([...OPERATION_STATUSES]) }, closed), {
      description: "at most 100 items each; every one is approved by itself",
    }),
    items: Type.Array(
      Type.Object(
        {
          receivable: Id,
          amount: Money,
          flags: Type.Array(Type.String()),
          operation: Id,
          status: Type.Enum(["waiting", "acknowledged", "refused"]),
          error: Why,
        },
        closed,
      ),
    ),
  },
  closed,
);

/** Another claim of the same seller whose invoice may be the same one. */
const Lookalike = Type.Object(
  {
    receivable: Id,
    number: nullable(Type.String()),
    issueDate: nullable(Type.String()),
    face: Money,
    status: Type.String(),
  },
  closed,
);

const ToAcknowledge = Type.Object(
  {
    receivable: Id,
    seller: PartyRef,
    number: nullable(Type.String()),
    invoiced: Money,
    amount: Type.Unsafe<object>({ ...Money, description: "that the signatures bind the party to" }),
    dueAt: Instant,
    waivers: Type.Array(Type.String()),
    acceptsSameNumber: Type.Boolean(),
    discount: nullable(Type.Object({ basisPoints: Type.Integer(), until: Instant }, closed)),
    flags: Type.Array(Type.String()),
    lookalikes: Type.Array(Lookalike, {
      description: "claims on the same party whose invoices a person could take for this one",
    }),
  },
  closed,
);

export const Approval = Type.Object(
  {
    operation: Id,
    command: Type.String(),
    subject: nullable(Type.String()),
    madeBy: Type.String(),
    madeAt: Instant,
    deadline: Instant,
    signatures: Type.Integer(),
    threshold: Type.Integer(),
    calls: Type.Array(
      Type.Object(
        {
          contract: Type.String(),
          function: Type.String(),
          arguments: Type.Object({}, { additionalProperties: true }),
        },
        closed,
      ),
      { description: "what the signature binds to, read from the bytes to be signed" },
    ),
    acknowledgements: Type.Array(ToAcknowledge, { description: "of a claim, or of a payment run" }),
  },
  closed,
);
