import type { Address, ClaimId } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface AskRow {
  readonly market: Address;
  readonly id: bigint;
  readonly token: Address;
  readonly claimId: ClaimId;
  readonly seller: Address;
  readonly units: bigint;
  readonly price: bigint;
  readonly floor: bigint;
  readonly deadline: bigint | null;
  readonly filled: bigint;
  readonly expiry: bigint;
  readonly version: bigint;
  readonly buyers: readonly Address[];
  readonly status: string;
  readonly sold: bigint;
  readonly charged: bigint;
  /** Units sold to bidders, at prices of their own. */
  readonly bidFor: bigint;
}

const STATUSES = ["none", "open", "closed"];

/** ceil(price x filled / units), what takes add up to. */
function priceOf({ price, filled, units }: Record<string, string | bigint | boolean>): bigint {
  const all = units as bigint;
  return ((price as bigint) * (filled as bigint) + all - 1n) / all;
}

export const asks = viewCheck<AskRow>({
  table: "asks",
  key: ["market", "id"],
  sql: `select market, id, token, claim_id as "claimId", seller, units, price, floor, deadline, filled, expiry, version, buyers, status,
          (select coalesce(sum(t.units), 0) from trades t where t.market = a.market and t.ask = a.id) as sold,
          (select coalesce(sum(t.paid), 0) from trades t where t.market = a.market and t.ask = a.id)  as charged,
          (select coalesce(sum(t.units), 0) from trades t where t.market = a.market and t.ask = a.id and t.bid is not null) as "bidFor"
        from asks a`,
  views: ({ market: address, id, buyers }) => [
    { contract: "Market", address, name: "askOf", args: [id] },
    { contract: "Market", address, name: "floorOf", args: [id] },
    ...buyers.map((buyer) => ({ contract: "Market" as const, address, name: "isBuyer", args: [id, buyer] })),
  ],
  compare(row, [ask, floor, ...buyers]) {
    const found = (ask?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const plain = ["token", "seller", "units", "price", "filled", "expiry", "version"] as const;
    const filled = found["filled"] as bigint;
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["floor", row.floor, floor?.[0] as bigint],
      ["deadline", row.deadline ?? 0n, found["deadline"] as bigint],
      ["claimId", BigInt(row.claimId), found["id"] as bigint],
      ["status", row.status === "open" ? "open" : "closed", STATUSES[Number(found["status"])] ?? null],
      ["buyers", row.buyers.length > 0, found["named"] as boolean],
      ...buyers.map((isBuyer, at) => [`buyers/${at}`, true, isBuyer[0] as boolean] as const),
      ["the sum of its trades' units", row.sold, filled],
      // What bidders paid is held against their bids, see views/bids.ts.
      ...(row.bidFor === 0n ? [["the sum of its trades' prices", row.charged, priceOf(found)] as const] : []),
    ];
  },
});
