import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const recourseGiven = projection<{ id: bigint; grace: bigint; buyBackTime: bigint }>(
  "Receivables",
  "RecourseGiven",
  {
    apply({ args: { id, grace, buyBackTime } }, mirror) {
      service(mirror, claimIdOf(id), { recourseGrace: grace, recourseBuyBackTime: buyBackTime });
    },
  },
);
