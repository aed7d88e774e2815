import type { Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { NO_AMENDMENT, service } from "./service.ts";

export const amended = projection<{ id: bigint; dueAt: bigint; documentRoot: Hash }>("Receivables", "Amended", {
  apply({ args: { id, dueAt, documentRoot } }, mirror) {
    service(mirror, claimIdOf(id), { dueAt, documentRoot, ...NO_AMENDMENT });
  },
});
