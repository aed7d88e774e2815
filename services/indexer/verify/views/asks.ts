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
  readonly filled: bigint;
  readonly expiry: bigint;
  readonly version: bigint;
  readonly buyers: readonly Address[];
  readonly status: string;
  readonly sold: bigint;
  readonly charged: bigint;
}

const STATUSES = ["none", "open", "closed"];

const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

export const asks = viewCheck<AskRow>({
  table: "asks",
  key: ["market", "id"],
  sql: `select market, id, token, claim_id as "claimId", seller, units, price, filled, expiry, version, buyers, status,
          (select coalesce(sum(t.units), 0) from trades t where t.market = a.market and t.ask = a.id) as sold,
          (select coalesce(sum(t.paid), 0) from trades t where t.market = a.market and t.ask = a.id) as charged
        from asks a`,
  views: ({ market: address, id, buyers }) => [
    { contract: "Market", address, name: "askOf", args: [id] },
    ...buyers.map((buyer) => ({ contract: "Market" as const, address, name: "isBuyer", args: [id, buyer] })),
  ],
  compare(row, [ask, ...buyers]) {
    const found = (ask?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const plain = ["token", "seller", "units", "price", "filled", "expiry", "version"] as const;
    const filled = found["filled"] as bigint;
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["claimId", BigInt(row.claimId), found["id"] as bigint],
      ["status", row.status === "open" ? "open" : "closed", STATUSES[Number(found["status"])] ?? null],
      ["buyers", row.buyers.length > 0, found["named"] as boolean],
      ...buyers.map((isBuyer, at) => [`buyers/${at}`, true, isBuyer[0] as boolean] as const),
      ["the sum of its trades' units", row.sold, filled],
      [
        "the sum of its trades' prices",
        row.charged,
        ceilDiv((found["price"] as bigint) * filled, found["units"] as bigint),
      ],
    ];
  },
});
