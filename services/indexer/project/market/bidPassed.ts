import { projection } from "../projection.ts";
import type { Hindrance } from "../../tables/bids.ts";

export const bidPassed = projection<{ bid: bigint; hindrance: Hindrance }>("Market", "BidPassed", {
  need({ args: { bid }, contract }, { bids }) {
    bids.need({ market: contract.address, id: bid });
  },
  apply({ args: { bid, hindrance }, contract, block, at }, { bids }) {
    const passed = { status: "passed", hindrance, closedBlock: block, closedAt: at } as const;
    bids.change({ market: contract.address, id: bid }, passed);
  },
});
