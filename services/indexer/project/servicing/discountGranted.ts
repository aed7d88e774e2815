import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const discountGranted = projection<{ id: bigint; bps: bigint; until: bigint }>(
  "Receivables",
  "DiscountGranted",
  {
    apply({ args: { id, bps, until } }, mirror) {
      service(mirror, claimIdOf(id), { discountBps: Number(bps), discountUntil: until });
    },
  },
);
