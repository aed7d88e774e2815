import type { Address, Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "../servicing/service.ts";

export const coverDemanded = projection<{ id: bigint; holder: Address; loss: bigint; reason: Hash }>(
  "Receivables",
  "CoverDemanded",
  {
    need({ args: { id } }, { guarantees }) {
      guarantees.need({ claimId: claimIdOf(id) });
    },
    apply({ args: { id, holder, loss, reason }, at }, mirror) {
      const demand = { demandedAt: at, demandedBy: holder, demandLoss: loss, demandReason: reason };
      mirror.guarantees.change({ claimId: claimIdOf(id) }, demand);
      service(mirror, claimIdOf(id));
    },
  },
);
