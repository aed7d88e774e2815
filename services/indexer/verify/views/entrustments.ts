import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface EntrustmentRow {
  readonly contract: Address;
  readonly offer: bigint;
  readonly seller: Address;
  readonly entrusted: boolean;
}

export const entrustments = viewCheck<EntrustmentRow>({
  table: "entrustments",
  key: ["contract", "offer", "seller"],
  sql: "select contract, offer, seller, entrusted from entrustments",
  views: ({ contract: address, offer, seller }) => [
    { contract: "StandingOffers", address, name: "isEntrusted", args: [offer, seller] },
  ],
  compare: (row, [answer]) => [["entrusted", row.entrusted, (answer?.[0] as boolean | undefined) ?? null]],
});
