import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { claimIdOf } from "../../decode/words.ts";

export const asked = projection<{
  ask: bigint;
  seller: Address;
  id: bigint;
  offer: {
    token: Address;
    units: bigint;
    price: bigint;
    floor: bigint;
    deadline: bigint;
    expiry: bigint;
    buyers: readonly Address[];
  };
  currency: string;
  version: bigint;
}>("Market", "Asked", {
  need({ args: { ask }, contract }, { asks }) {
    asks.need({ market: contract.address, id: ask });
  },
  apply({ args: { ask, seller, id, offer, currency, version }, contract, block, at, transactionHash }, { asks }) {
    asks.insert({
      market: contract.address,
      id: ask,
      token: offer.token,
      claimId: claimIdOf(id),
      seller,
      currency,
      units: offer.units,
      price: offer.price,
      floor: offer.floor,
      filled: 0n,
      deadline: offer.deadline === 0n ? null : offer.deadline,
      expiry: offer.expiry,
      version,
      buyers: offer.buyers,
      status: "open",
      askedBlock: block,
      askedAt: at,
      askedTransaction: transactionHash,
      closedBlock: null,
      closedAt: null,
    });
  },
});
