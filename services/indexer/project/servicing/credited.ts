import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import type { Making } from "../../tables/claims.ts";
import { NO_CREDIT, NO_DISPUTE, service } from "./service.ts";

/** Servicing.acceptCredit: the debtor owes less; the seller owes it, or its units are burnt by the event that follows. */
export const credited = projection<{ id: bigint; amount: bigint; making: Making; disputed: bigint }>(
  "Receivables",
  "Credited",
  {
    apply({ args, block, at }, mirror) {
      const id = claimIdOf(args.id);
      const { units, diluted } = mirror.claims.get({ id });
      const dispute = args.disputed === 0n ? NO_DISPUTE : { disputed: args.disputed };
      service(mirror, id, { ...NO_CREDIT, ...dispute });
      if (args.making !== "reduced") mirror.claims.change({ id }, { diluted: diluted + args.amount });
      else if (args.amount < units) mirror.claims.change({ id }, { units: units - args.amount });
      else mirror.claims.change({ id }, { status: "cancelled", cancelledBlock: block, cancelledAt: at });
    },
  },
);
