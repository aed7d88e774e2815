import type { Address } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import type { LimitSubject } from "../../tables/limits.ts";
import { projection } from "../projection.ts";

export const limitUsed = projection<{
  financier: Address;
  party: Address;
  id: bigint;
  subject: LimitSubject;
  currency: string;
  exposure: bigint;
  used: bigint;
}>("Market", "LimitUsed", {
  need({ args: { financier, party, id, subject, currency }, contract }, { limits, exposures }) {
    const market = contract.address;
    limits.need({ market, financier, subject, party, currency });
    exposures.need({ market, financier, subject, claimId: claimIdOf(id) });
  },
  apply({ args, contract, block, at }, { limits, exposures }) {
    const market = contract.address;
    const { financier, party, id, subject, currency, exposure, used } = args;
    limits.change({ market, financier, subject, party, currency }, { used });
    const key = { market, financier, subject, claimId: claimIdOf(id) };
    const counted = { amount: exposure, countedBlock: block, countedAt: at };
    if (exposures.find(key)) exposures.change(key, counted);
    else exposures.insert({ ...key, party, currency, ...counted });
  },
});
