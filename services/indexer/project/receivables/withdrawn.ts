import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const withdrawn = projection<{
  id: bigint;
  holder: Address;
  amount: bigint;
  withdrawn: bigint;
}>("Receivables", "Withdrawn", {
  need({ args: { id, holder } }, { holdings }) {
    holdings.need({ claimId: claimIdOf(id), holder });
  },
  apply({ args: { id, holder, amount, withdrawn: total } }, { claims, holdings }) {
    const claimId = claimIdOf(id);
    holdings.change({ claimId, holder }, { withdrawn: total });
    claims.change({ id: claimId }, { paidOut: claims.get({ id: claimId }).paidOut + amount });
  },
});
