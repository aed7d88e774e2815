import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { changeShare, needShare } from "./share.ts";

/** Guarantees.payCover: the holders receive it, and the debtor owes as much as before. */
export const coverPaid = projection<{ id: bigint; share: bigint; amount: bigint; paid: bigint; reserve: bigint }>(
  "Receivables",
  "CoverPaid",
  {
    need({ args: { id, share } }, mirror) {
      needShare(mirror, claimIdOf(id), share);
    },
    apply({ args: { id, share, amount, paid, reserve } }, mirror) {
      const claimId = claimIdOf(id);
      const before = mirror.guarantees.get({ claimId }).paid;
      mirror.guarantees.change({ claimId }, { paid: before + amount });
      const { covered } = mirror.claims.get({ id: claimId });
      mirror.claims.change({ id: claimId }, { covered: covered + amount });
      changeShare(mirror, claimId, share, { paid, reserve });
    },
  },
);
