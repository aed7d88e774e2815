import type { Address } from "../../../domain/brand.ts";
import { historyArgs } from "../../decode/plainArgs.ts";
import type { PlainArgs } from "../../decode/plainArgs.ts";
import { ZERO_HASH } from "../../decode/words.ts";
import type { FacilityStatus } from "../../tables/facilities.ts";
import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

interface Terms {
  readonly borrower: Address;
  readonly agent: Address;
  readonly currency: string;
  readonly commitments: readonly { readonly lender: Address; readonly amount: bigint }[];
  // What else was agreed is kept as it is.
  readonly [name: string]: Address | string | readonly { readonly lender: Address; readonly amount: bigint }[];
}

export const facilityProposed = projection<{ id: bigint; terms: Terms }>("Facilities", "FacilityProposed", {
  need({ args: { id, terms } }, { facilityLenders }) {
    for (const { lender } of terms.commitments) facilityLenders.need({ facilityId: idOf(id), lender });
  },
  apply({ args: { id, terms }, contract, block, at }, { facilities, facilityLenders }) {
    const facilityId = idOf(id);
    const { borrower, agent, currency, commitments } = terms;
    facilities.insert({
      id: facilityId,
      contract: contract.address,
      borrower,
      agent,
      currency,
      status: "proposed",
      terms: historyArgs({ terms })["terms"] as PlainArgs,
      satisfied: 0n,
      seq: 0n,
      head: ZERO_HASH,
      proposedBlock: block,
      proposedAt: at,
      agreedAt: null,
      cureBy: 0n,
      ground: "none",
      waivedUntil: 0n,
      filed: 0n,
      coverReturned: 0n,
      acceleratedAt: null,
    });
    for (const { lender, amount } of commitments) {
      facilityLenders.insert({ facilityId, lender, committed: amount, undrawn: amount, accepted: false });
    }
  },
});

export const facilityAccepted = projection<{ id: bigint; lender: Address }>("Facilities", "FacilityAccepted", {
  need({ args: { id, lender } }, { facilityLenders }) {
    facilityLenders.need({ facilityId: idOf(id), lender });
  },
  apply({ args: { id, lender } }, { facilityLenders }) {
    facilityLenders.change({ facilityId: idOf(id), lender }, { accepted: true });
  },
});

export const facilityAgreed = projection<{ id: bigint }>("Facilities", "FacilityAgreed", {
  apply({ args: { id }, at }, { facilities }) {
    facilities.change({ id: idOf(id) }, { status: "agreed", agreedAt: at });
  },
});

export const facilityWithdrawn = projection<{ id: bigint }>("Facilities", "FacilityWithdrawn", {
  apply({ args: { id } }, { facilities }) {
    facilities.change({ id: idOf(id) }, { status: "withdrawn" satisfies FacilityStatus });
  },
});

export const conditionSatisfied = projection<{ id: bigint; index: bigint }>("Facilities", "ConditionSatisfied", {
  apply({ args: { id, index } }, { facilities }) {
    const key = { id: idOf(id) };
    facilities.change(key, { satisfied: facilities.get(key).satisfied | (1n << index) });
  },
});
