import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { changeShare, needShare } from "./share.ts";

export const premiumPaid = projection<{ id: bigint; share: bigint }>("Receivables", "PremiumPaid", {
  need({ args: { id, share } }, mirror) {
    needShare(mirror, claimIdOf(id), share);
  },
  apply({ args: { id, share } }, mirror) {
    changeShare(mirror, claimIdOf(id), share, { isPremiumPaid: true });
  },
});
