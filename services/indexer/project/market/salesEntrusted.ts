import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const salesEntrusted = projection<{ offer: bigint; seller: Address; entrusted: boolean }>(
  "StandingOffers",
  "SalesEntrusted",
  {
    need({ args: { offer, seller }, contract }, { entrustments }) {
      entrustments.need({ contract: contract.address, offer, seller });
    },
    apply({ args: { offer, seller, entrusted }, contract, block, at }, { entrustments }) {
      const key = { contract: contract.address, offer, seller };
      const said = { entrusted, saidBlock: block, saidAt: at };
      if (entrustments.find(key)) entrustments.change(key, said);
      else entrustments.insert({ ...key, ...said });
    },
  },
);
