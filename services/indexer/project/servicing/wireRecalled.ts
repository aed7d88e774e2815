import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const wireRecalled = projection<{ id: bigint; suspense: bigint }>("Receivables", "WireRecalled", {
  apply({ args: { id, suspense } }, mirror) {
    service(mirror, claimIdOf(id), { suspense });
  },
});
