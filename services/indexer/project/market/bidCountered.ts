import { projection } from "../projection.ts";

export const bidCountered = projection<{ bid: bigint; price: bigint; expiry: bigint }>("Market", "BidCountered", {
  need({ args: { bid }, contract }, { bids }) {
    bids.need({ market: contract.address, id: bid });
  },
  apply({ args: { bid, price, expiry }, contract, block, at }, { bids }) {
    const countered = { counter: price, counterExpiry: expiry, counteredBlock: block, counteredAt: at };
    bids.change({ market: contract.address, id: bid }, countered);
  },
});
