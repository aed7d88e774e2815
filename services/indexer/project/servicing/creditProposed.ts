import type { Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import type { Making } from "../../tables/claims.ts";
import { service } from "./service.ts";

export const creditProposed = projection<{ id: bigint; amount: bigint; making: Making; documentRoot: Hash }>(
  "Receivables",
  "CreditProposed",
  {
    apply({ args: { id, amount, making, documentRoot } }, mirror) {
      const credit = { creditAmount: amount, creditMaking: making, creditRoot: documentRoot };
      service(mirror, claimIdOf(id), credit);
    },
  },
);
