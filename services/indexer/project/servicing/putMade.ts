import type { Address } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { changeHolding, needHolding } from "../holding.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const putMade = projection<{ id: bigint; holder: Address; units: bigint; deadline: bigint }>(
  "Receivables",
  "PutMade",
  {
    need({ args: { id, holder } }, mirror) {
      needHolding(mirror, claimIdOf(id), holder);
    },
    apply({ args: { id, holder, units, deadline } }, mirror) {
      changeHolding(mirror, claimIdOf(id), holder, { locked: units, putDeadline: deadline });
      service(mirror, claimIdOf(id));
    },
  },
);
