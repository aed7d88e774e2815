import type { Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const amendmentProposed = projection<{ id: bigint; dueAt: bigint; documentRoot: Hash }>(
  "Receivables",
  "AmendmentProposed",
  {
    apply({ args: { id, dueAt, documentRoot } }, mirror) {
      service(mirror, claimIdOf(id), { amendmentDueAt: dueAt, amendmentRoot: documentRoot });
    },
  },
);
