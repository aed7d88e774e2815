import type { Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { makingOf } from "./making.ts";
import { service } from "./service.ts";

export const creditProposed = projection<{ id: bigint; amount: bigint; making: bigint; documentRoot: Hash }>(
  "Receivables",
  "CreditProposed",
  {
    apply({ args: { id, amount, making, documentRoot } }, mirror) {
      const credit = { creditAmount: amount, creditMaking: makingOf(making), creditRoot: documentRoot };
      service(mirror, claimIdOf(id), credit);
    },
  },
);
