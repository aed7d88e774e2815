import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { changeShare, needShare } from "./share.ts";

export const coverRecovered = projection<{ id: bigint; share: bigint; recovered: bigint }>(
  "Receivables",
  "CoverRecovered",
  {
    need({ args: { id, share } }, mirror) {
      needShare(mirror, claimIdOf(id), share);
    },
    apply({ args: { id, share, recovered } }, mirror) {
      changeShare(mirror, claimIdOf(id), share, { recovered });
    },
  },
);
