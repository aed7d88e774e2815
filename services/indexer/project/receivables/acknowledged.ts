import type { Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { claimIdOf, orNull } from "../../decode/words.ts";

export const acknowledged = projection<{
  id: bigint;
  amount: bigint;
  dueAt: bigint;
  waivers: bigint;
  terms: Hash;
}>("Receivables", "Acknowledged", {
  apply({ args: { id, amount, dueAt, waivers, terms }, block, at }, { claims }) {
    claims.change(
      { id: claimIdOf(id) },
      {
        status: "acknowledged",
        acknowledged: amount,
        units: amount,
        dueAt,
        waivers: Number(waivers),
        terms: orNull(terms),
        acknowledgedBlock: block,
        acknowledgedAt: at,
      },
    );
  },
});
