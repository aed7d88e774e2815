import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "./service.ts";

export const writtenOff = projection<{ id: bigint }>("Receivables", "WrittenOff", {
  apply({ args: { id }, block, at }, mirror) {
    service(mirror, claimIdOf(id), { status: "written-off", writtenOffBlock: block, writtenOffAt: at });
  },
});
