import type { Address } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";

export const standingOfferTaken = projection<{
  offer: bigint;
  seller: Address;
  id: bigint;
  units: bigint;
  paid: bigint;
  used: bigint;
}>("StandingOffers", "StandingOfferTaken", {
  need({ args: { offer }, contract }, { standingOffers }) {
    standingOffers.need({ contract: contract.address, id: offer });
  },
  apply({ args, contract, block, at, transactionHash, log }, { standingOffers, trades }) {
    const { offer, seller, id, units, paid, used } = args;
    const key = { contract: contract.address, id: offer };
    const { financier: buyer, currency } = standingOffers.get(key);
    standingOffers.change(key, { used });
    const place = { block, logIndex: log.index, at, transactionHash, market: contract.address };
    const on = { ask: null, bid: null, standingOffer: offer, claimId: claimIdOf(id) };
    trades.insert({ ...place, ...on, seller, buyer, currency, units, paid, filled: used });
  },
});
