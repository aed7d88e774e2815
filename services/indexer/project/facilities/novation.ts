import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

interface Offer {
  readonly id: bigint;
  readonly from: Address;
  readonly to: Address;
  readonly amount: bigint;
  readonly [name: string]: bigint | Address;
}

export const novationOffered = projection<Offer>("Facilities", "NovationOffered", {
  need({ args: { id, from } }, { facilityNovations }) {
    facilityNovations.need({ facilityId: idOf(id), giver: from });
  },
  apply({ args: { id, from, to, amount } }, { facilityNovations }) {
    const key = { facilityId: idOf(id), giver: from };
    const offer = { taker: to, amount, consented: false };
    if (facilityNovations.find(key)) facilityNovations.change(key, offer);
    else facilityNovations.insert({ ...key, ...offer });
  },
});

export const novationConsented = projection<Offer>("Facilities", "NovationConsented", {
  need({ args: { id, from } }, { facilityNovations }) {
    facilityNovations.need({ facilityId: idOf(id), giver: from });
  },
  apply({ args: { id, from } }, { facilityNovations }) {
    facilityNovations.change({ facilityId: idOf(id), giver: from }, { consented: true });
  },
});

export const novated = projection<Offer>("Facilities", "Novated", {
  need({ args: { id, from, to } }, { facilityNovations, facilityLenders }) {
    facilityNovations.need({ facilityId: idOf(id), giver: from });
    for (const lender of [from, to]) facilityLenders.need({ facilityId: idOf(id), lender });
  },
  apply({ args: { id, from, to, amount } }, { facilityNovations, facilityLenders }) {
    const facilityId = idOf(id);
    facilityNovations.change({ facilityId, giver: from }, { amount: 0n, consented: false });
    const giving = facilityLenders.get({ facilityId, lender: from });
    const less = { committed: giving.committed - amount, undrawn: giving.undrawn - amount };
    facilityLenders.change({ facilityId, lender: from }, less);
    const taking = facilityLenders.find({ facilityId, lender: to });
    if (taking) {
      const more = { committed: taking.committed + amount, undrawn: taking.undrawn + amount };
      facilityLenders.change({ facilityId, lender: to }, more);
    } else {
      facilityLenders.insert({ facilityId, lender: to, committed: amount, undrawn: amount, accepted: true });
    }
  },
});
