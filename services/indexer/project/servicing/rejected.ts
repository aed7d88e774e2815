import type { Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const rejected = projection<{ id: bigint; reason: Hash }>("Receivables", "Rejected", {
  apply({ args: { id, reason }, at }, mirror) {
    service(mirror, claimIdOf(id), { rejectedAt: at, rejectReason: reason });
  },
});
