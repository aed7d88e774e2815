import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

/** The debtor keeps the amount; the seller owes it to the holders instead. */
export const discountTaken = projection<{ id: bigint; amount: bigint }>("Receivables", "DiscountTaken", {
  apply({ args }, mirror) {
    const id = claimIdOf(args.id);
    const { diluted } = mirror.claims.get({ id });
    service(mirror, id, { diluted: diluted + args.amount, discountTaken: args.amount });
  },
});
