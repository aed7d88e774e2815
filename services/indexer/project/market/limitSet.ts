import type { Address } from "../../../domain/brand.ts";
import { MAX_AMOUNT } from "../../../domain/money.ts";
import type { LimitSubject } from "../../tables/limits.ts";
import { projection } from "../projection.ts";

export const limitSet = projection<{
  financier: Address;
  party: Address;
  subject: LimitSubject;
  currency: string;
  cap: bigint;
}>("Market", "LimitSet", {
  need({ args: { financier, party, subject, currency }, contract }, { limits }) {
    limits.need({ market: contract.address, financier, subject, party, currency });
  },
  apply({ args: { financier, party, subject, currency, cap }, contract, block, at }, { limits }) {
    const key = { market: contract.address, financier, subject, party, currency };
    const terms = { cap: cap === MAX_AMOUNT ? null : cap, setBlock: block, setAt: at };
    if (limits.find(key)) limits.change(key, terms);
    else limits.insert({ ...key, ...terms, used: 0n });
  },
});
