import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const bidPlaced = projection<{
  bid: bigint;
  ask: bigint;
  bidder: Address;
  units: bigint;
  price: bigint;
  expiry: bigint;
}>("Market", "BidPlaced", {
  need({ args: { bid, ask }, contract }, { asks, bids }) {
    asks.need({ market: contract.address, id: ask });
    bids.need({ market: contract.address, id: bid });
  },
  apply({ args: { bid, ask, ...terms }, contract, block, at }, { asks, bids }) {
    const { claimId, seller, currency } = asks.get({ market: contract.address, id: ask });
    bids.insert({
      market: contract.address,
      id: bid,
      ask,
      claimId,
      seller,
      currency,
      ...terms,
      counter: null,
      counterExpiry: null,
      status: "open",
      hindrance: null,
      placedBlock: block,
      placedAt: at,
      counteredBlock: null,
      counteredAt: null,
      closedBlock: null,
      closedAt: null,
    });
  },
});
