import { Type } from "typebox";

import { closed, Id, Instant, nullable } from "./common.ts";

const Count = Type.String({ pattern: "^\\d{1,18}$" });

export const CheckpointParams = Type.Object({ number: Count }, closed);

export const Checkpoint = Type.Object(
  {
    number: Type.String({ description: "counted from 1" }),
    block: Count,
    hash: Id,
    time: Instant,
    accesses: Type.String({ description: "entries of the access log" }),
    accessHead: Type.String({ description: "hash over all of them" }),
    signedAt: Instant,
    signature: Type.String(),
    proofs: Type.Integer({ description: "bundles that were kept of what had changed" }),
    finishedAt: nullable(Instant),
  },
  closed,
);

export const CheckpointFile = Type.Object(
  { format: Type.String(), number: Count },
  { additionalProperties: true, description: "tallystick-checkpoint/1, see services/auditor/README.md" },
);

export const AccessLogFile = Type.Object(
  { format: Type.String(), entries: Type.Array(Type.Object({}, { additionalProperties: true })) },
  { additionalProperties: true, description: "tallystick-access-log/1, see services/auditor/README.md" },
);
