import type { Address } from "../../../domain/brand.ts";
import { ZERO_ADDRESS } from "../../decode/words.ts";
import { projection } from "../projection.ts";

const named = (party: Address): Address | null => (party === ZERO_ADDRESS ? null : party);

export const standingOfferMade = projection<{
  offer: bigint;
  financier: Address;
  terms: {
    token: Address;
    seller: Address;
    debtor: Address;
    currency: string;
    limit: bigint;
    rate: bigint;
    basis: bigint;
    maxDays: bigint;
    until: bigint;
  };
}>("StandingOffers", "StandingOfferMade", {
  need({ args: { offer }, contract }, { standingOffers }) {
    standingOffers.need({ contract: contract.address, id: offer });
  },
  apply({ args: { offer, financier, terms }, contract, block, at }, { standingOffers }) {
    standingOffers.insert({
      contract: contract.address,
      id: offer,
      financier,
      token: terms.token,
      seller: named(terms.seller),
      debtor: named(terms.debtor),
      currency: terms.currency,
      most: terms.limit,
      used: 0n,
      rate: Number(terms.rate),
      basis: Number(terms.basis),
      maxDays: Number(terms.maxDays),
      until: terms.until,
      status: "open",
      madeBlock: block,
      madeAt: at,
      closedBlock: null,
      closedAt: null,
    });
  },
});
