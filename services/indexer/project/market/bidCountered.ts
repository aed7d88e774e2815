import { projection } from "../projection.ts";

export const bidCountered = projection<{ bid: bigint; price: bigint; expiry: bigint }>("Market", "BidCountered", {
  need({ args: { bid }, contract }, { bids }) {
    bids.need({ market: contract.address, id: bid });
  },
  apply({ args: { bid, price, expiry }, contract }, { bids }) {
    bids.change({ market: contract.address, id: bid }, { counter: price, counterExpiry: expiry });
  },
});
