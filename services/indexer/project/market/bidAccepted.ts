import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const bidAccepted = projection<{
  bid: bigint;
  ask: bigint;
  buyer: Address;
  units: bigint;
  paid: bigint;
  filled: bigint;
}>("Market", "BidAccepted", {
  need({ args: { bid, ask }, contract }, { asks, bids }) {
    asks.need({ market: contract.address, id: ask });
    bids.need({ market: contract.address, id: bid });
  },
  apply({ args, contract, block, at, transactionHash, log }, { asks, bids, trades }) {
    const market = contract.address;
    const { bid, ask: id, buyer, units, paid, filled } = args;
    const closed = { closedBlock: block, closedAt: at };
    const ask = asks.get({ market, id });
    asks.change({ market, id }, { filled, ...(filled === ask.units && { status: "filled", ...closed }) });
    bids.change({ market, id: bid }, { status: "accepted", ...closed });
    const place = { block, logIndex: log.index, at, transactionHash, market, ask: id, bid, standingOffer: null };
    const { claimId, seller, currency } = ask;
    trades.insert({ ...place, claimId, seller, buyer, currency, units, paid, filled });
  },
});
