import { Type } from "typebox";

import { USER_ROLES } from "../auth/actor.ts";
import { AddressText, closed, Id, Instant, nullable } from "./common.ts";

export const OPERATION_STATUSES = [
  "received",
  "awaiting_signatures",
  "queued",
  "sent",
  "done",
  "failed",
  "expired",
  "cancelled",
  "unknown",
] as const;

const fields = {
  id: Id,
  status: Type.Enum([...OPERATION_STATUSES]),
  command: Type.String({ description: "what it does", examples: ["receivable.register"] }),
  subject: nullable(Type.String({ description: "the thing it is about" })),
  account: AddressText,
  threshold: Type.Integer({ description: "signatures needed" }),
  signatures: Type.Array(
    Type.Object(
      { signer: AddressText, user: nullable(Type.String()), custody: Type.String(), signedAt: Instant },
      closed,
    ),
  ),
  deadline: Instant,
  createdAt: Instant,
  result: nullable(Type.Object({}, { additionalProperties: true, description: "ids of what was made" })),
  error: nullable(Type.Object({}, { additionalProperties: true, description: "why the ledger refused it" })),
  position: nullable(Type.Object({ block: Type.String(), transaction: Id }, closed)),
  typedData: Type.Optional(
    Type.Object(
      {},
      {
        additionalProperties: true,
        description: "EIP-712 payload for external signers, while signatures are missing",
      },
    ),
  ),
};

export const OperationSchema = Type.Object(fields, { ...closed, $id: "Operation" });
export const Operation = Type.Ref("Operation");

export const AdmissionSchema = Type.Object(
  {
    ...fields,
    apiKeys: Type.Array(
      Type.Object(
        {
          user: Type.String(),
          userId: Type.String(),
          roles: Type.Array(Type.Enum([...USER_ROLES])),
          apiKey: Type.String({ description: "shown this once" }),
        },
        closed,
      ),
      { description: "of the party's users; empty when the request is repeated" },
    ),
  },
  { ...closed, $id: "Admission" },
);
export const Admission = Type.Ref("Admission");
