import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const askTaken = projection<{
  ask: bigint;
  buyer: Address;
  units: bigint;
  paid: bigint;
  filled: bigint;
}>("Market", "AskTaken", {
  need({ args: { ask }, contract }, { asks }) {
    asks.need({ market: contract.address, id: ask });
  },
  apply({ args, contract, block, at, transactionHash, log }, { asks, trades }) {
    const { ask: id, buyer, units, paid, filled } = args;
    const key = { market: contract.address, id };
    const ask = asks.get(key);
    const isClosed = filled === ask.units;
    asks.change(key, { filled, ...(isClosed && { status: "filled", closedBlock: block, closedAt: at }) });
    const { claimId, seller, currency } = ask;
    const place = {
      block,
      logIndex: log.index,
      at,
      transactionHash,
      market: contract.address,
      ask: id,
      bid: null,
      standingOffer: null,
    };
    trades.insert({ ...place, claimId, seller, buyer, currency, units, paid, filled });
  },
});
