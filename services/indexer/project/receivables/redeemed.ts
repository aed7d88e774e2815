import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const redeemed = projection<{ id: bigint; units: bigint }>("Receivables", "Redeemed", {
  apply({ args: { id, units } }, { claims }) {
    const key = { id: claimIdOf(id) };
    claims.change(key, { redeemed: claims.get(key).redeemed + units });
  },
});
