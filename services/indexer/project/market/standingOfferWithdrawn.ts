import { projection } from "../projection.ts";

export const standingOfferWithdrawn = projection<{ offer: bigint }>("StandingOffers", "StandingOfferWithdrawn", {
  need({ args: { offer }, contract }, { standingOffers }) {
    standingOffers.need({ contract: contract.address, id: offer });
  },
  apply({ args: { offer }, contract, block, at }, { standingOffers }) {
    const closed = { status: "withdrawn", closedBlock: block, closedAt: at } as const;
    standingOffers.change({ contract: contract.address, id: offer }, closed);
  },
});
