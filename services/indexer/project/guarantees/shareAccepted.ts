import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { changeShare, needShare } from "./share.ts";

export const shareAccepted = projection<{ id: bigint; share: bigint; reserve: bigint }>(
  "Receivables",
  "ShareAccepted",
  {
    need({ args: { id, share } }, mirror) {
      needShare(mirror, claimIdOf(id), share);
    },
    apply({ args: { id, share, reserve } }, mirror) {
      const claimId = claimIdOf(id);
      const { premium } = mirror.guaranteeShares.get({ claimId, share: Number(share) });
      mirror.guarantees.change({ claimId }, { isAccepted: true });
      changeShare(mirror, claimId, share, { isAccepted: true, isPremiumPaid: premium === 0n, reserve });
    },
  },
);
