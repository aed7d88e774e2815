import { Type } from "typebox";

import { AddressText, closed, Id, nullable } from "./common.ts";
import { Provenance } from "./receivable.ts";

const End = Type.Union([Id, AddressText]);

export const ProvenanceGraph = Type.Object(
  {
    receivable: Id,
    nodes: Type.Array(
      Type.Object(
        { id: End, kind: Type.Enum(["receivable", "document", "party"]), name: nullable(Type.String()) },
        closed,
      ),
    ),
    edges: Type.Array(
      Type.Object(
        {
          from: End,
          to: End,
          event: Type.String(),
          sequence: Type.Integer({ description: "in the timeline; 0 for the document" }),
          amount: nullable(Type.String({ description: "minor units" })),
        },
        closed,
      ),
    ),
    timeline: Provenance.properties.steps,
  },
  closed,
);

export const FileParams = Type.Object(
  { sha256: Type.String({ pattern: "^[0-9a-f]{64}$", description: "of the file's bytes, lower-case hexadecimal" }) },
  closed,
);

export const FileOfClaim = Type.Object(
  {
    sha256: Type.String(),
    receivable: Id,
    documentRoot: Id,
    status: Type.String(),
    mediaType: Type.String(),
    statement: Type.String(),
  },
  closed,
);
