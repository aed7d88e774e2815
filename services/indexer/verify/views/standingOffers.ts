import type { Address } from "../../../domain/brand.ts";
import { ZERO_ADDRESS } from "../../decode/words.ts";
import { viewCheck } from "../viewCheck.ts";

interface OfferRow {
  readonly contract: Address;
  readonly id: bigint;
  readonly financier: Address;
  readonly token: Address;
  readonly seller: Address | null;
  readonly debtor: Address | null;
  readonly most: bigint;
  readonly used: bigint;
  readonly rate: number;
  readonly basis: number;
  readonly maxDays: number;
  readonly until: bigint;
  readonly status: string;
  readonly sold: bigint;
}

type Found = Record<string, string | bigint>;

const STATUSES = ["none", "open", "withdrawn"];

export const standingOffers = viewCheck<OfferRow>({
  table: "standing_offers",
  key: ["contract", "id"],
  sql: `select contract, id, financier, token, seller, debtor, most, used, rate, basis, max_days as "maxDays", until, status,
          (select coalesce(sum(t.units), 0) from trades t where t.market = o.contract and t.standing_offer = o.id) as sold
        from standing_offers o`,
  views: ({ contract: address, id }) => [{ contract: "StandingOffers", address, name: "standingOffer", args: [id] }],
  compare(row, [offer]) {
    const found = offer?.[0] as { toObject(): Found; terms: { toObject(): Found } };
    const terms = found.terms.toObject();
    const { financier, status, used } = found.toObject();
    const plain = ["token", "rate", "basis", "maxDays", "until"] as const;
    return [
      ["financier", row.financier, financier ?? null],
      ["status", row.status, STATUSES[Number(status)] ?? null],
      ["used", row.used, used ?? null],
      ["the sum of its trades' units", row.sold, used ?? null],
      ["most", row.most, terms["limit"] ?? null],
      ["seller", row.seller ?? ZERO_ADDRESS, terms["seller"] ?? null],
      ["debtor", row.debtor ?? ZERO_ADDRESS, terms["debtor"] ?? null],
      ...plain.map((name) => [name, row[name], terms[name] ?? null] as const),
    ];
  },
});
