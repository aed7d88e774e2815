import type { Address, AssetId } from "../../../domain/brand.ts";
import { LIEN_KINDS, LIEN_STATUSES } from "../../../domain/ip/lien.ts";
import { viewCheck } from "../viewCheck.ts";

interface LienRow {
  readonly contract: Address;
  readonly id: bigint;
  readonly asset: AssetId;
  readonly lender: Address;
  readonly kind: string;
  readonly status: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly debtDueAt: bigint;
  readonly notices: number;
  readonly title: bigint;
  readonly debt: string;
  readonly officialAt: bigint;
  readonly sequence: bigint;
  readonly consents: readonly Address[];
  readonly rank: bigint;
}

const STATUSES = ["none", ...LIEN_STATUSES];
const PLAIN = ["asset", "lender", "amount", "debtDueAt", "notices", "title", "debt", "officialAt", "sequence"] as const;

export const liens = viewCheck<LienRow>({
  table: "liens",
  key: ["contract", "id"],
  sql: `select contract, id, asset_id as asset, lender, kind, status, currency, amount, debt_due_at as "debtDueAt", notices,
          title, debt, coalesce(official_at, 0) as "officialAt", coalesce(sequence, 0) as sequence, consents,
          case when status = 'active' then 1 + (select count(*) from liens o where o.asset_id = l.asset_id
            and o.status = 'active' and (o.official_at, o.sequence) < (l.official_at, l.sequence)) else 0 end as rank
        from liens l`,
  views: ({ contract: address, id, consents }) => [
    { contract: "Assets", address, name: "lienOf", args: [id] },
    { contract: "Assets", address, name: "rankOf", args: [id] },
    ...consents.map((by) => ({ contract: "Assets" as const, address, name: "hasConsented", args: [id, by] })),
  ],
  compare(row, [lien, rank, ...consents]) {
    const found = (lien?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    return [
      ...PLAIN.map((name) => [name, row[name], found[name] ?? null] as const),
      ["currency", row.currency, Buffer.from(String(found["currency"]).slice(2), "hex").toString("latin1")],
      ["kind", row.kind, LIEN_KINDS[Number(found["lienKind"])] ?? null],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
      ["rank", row.rank, rank?.[0] as bigint],
      ...consents.map((has, at) => [`consents/${at}`, true, has[0] as boolean] as const),
    ];
  },
});
