import type { Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const disputed = projection<{ id: bigint; amount: bigint; resolveBy: bigint; reason: Hash }>(
  "Receivables",
  "Disputed",
  {
    apply({ args: { id, amount, resolveBy, reason } }, mirror) {
      service(mirror, claimIdOf(id), { disputed: amount, disputeResolveBy: resolveBy, disputeReason: reason });
    },
  },
);
