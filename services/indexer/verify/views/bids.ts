import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface BidRow {
  readonly market: Address;
  readonly id: bigint;
  readonly ask: bigint;
  readonly bidder: Address;
  readonly units: bigint;
  readonly price: bigint;
  readonly expiry: bigint;
  readonly counter: bigint | null;
  readonly counterExpiry: bigint | null;
  readonly status: string;
  /** What its trade was paid, null while it has none. */
  readonly paid: bigint | null;
}

const STATUSES = ["none", "open", "accepted", "withdrawn", "passed"];

export const bids = viewCheck<BidRow>({
  table: "bids",
  key: ["market", "id"],
  sql: `select market, id, ask, bidder, units, price, expiry, counter, counter_expiry as "counterExpiry", status,
          (select sum(t.paid) from trades t where t.market = b.market and t.bid = b.id) as paid
        from bids b`,
  views: ({ market: address, id }) => [{ contract: "Market", address, name: "bidOf", args: [id] }],
  compare(row, [bid]) {
    const found = (bid?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    const plain = ["bidder", "units", "price", "expiry", "ask"] as const;
    const isAccepted = row.status === "accepted";
    const agreed = row.paid === found["counter"] ? row.paid : (found["price"] ?? null);
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["counter", row.counter ?? 0n, found["counter"] ?? null],
      ["counterExpiry", row.counterExpiry ?? 0n, found["counterExpiry"] ?? null],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
      ["what its trade was paid", row.paid, isAccepted ? agreed : null],
    ];
  },
});
