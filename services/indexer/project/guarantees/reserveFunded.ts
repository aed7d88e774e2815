import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { changeShare, needShare } from "./share.ts";

export const reserveFunded = projection<{ id: bigint; share: bigint; reserve: bigint }>(
  "Receivables",
  "ReserveFunded",
  {
    need({ args: { id, share } }, mirror) {
      needShare(mirror, claimIdOf(id), share);
    },
    apply({ args: { id, share, reserve } }, mirror) {
      changeShare(mirror, claimIdOf(id), share, { reserve });
    },
  },
);
