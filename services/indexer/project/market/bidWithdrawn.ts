import { projection } from "../projection.ts";

export const bidWithdrawn = projection<{ bid: bigint }>("Market", "BidWithdrawn", {
  need({ args: { bid }, contract }, { bids }) {
    bids.need({ market: contract.address, id: bid });
  },
  apply({ args: { bid }, contract, block, at }, { bids }) {
    bids.change({ market: contract.address, id: bid }, { status: "withdrawn", closedBlock: block, closedAt: at });
  },
});
