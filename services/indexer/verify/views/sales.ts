import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface SaleRow {
  readonly contract: Address;
  readonly id: bigint;
  readonly sales: Address;
  readonly asset: string;
  readonly lien: bigint;
  readonly reserve: bigint;
  readonly commitBy: bigint;
  readonly revealBy: bigint;
  readonly best: bigint;
  readonly bidder: Address | null;
  readonly evidence: string;
  readonly status: string;
}

const STATUSES = ["none", "open", "sold", "failed"];
const PLAIN = ["asset", "lien", "reserve", "commitBy", "revealBy", "best", "evidence"] as const;
const NOBODY = `0x${"0".repeat(40)}`;

export const sales = viewCheck<SaleRow>({
  table: "sales",
  key: ["contract", "id"],
  sql: `select a.contract, a.id, s.address as sales, a.asset_id as asset, a.lien, a.reserve, a.commit_by as "commitBy",
          a.reveal_by as "revealBy", a.best, a.bidder, a.evidence, a.status
        from sales a
        join contracts c on c.address = a.contract
        join contracts s on s.name = 'Sales' and s.version = c.version`,
  views: ({ sales: address, id }) => [{ contract: "Sales", address, name: "saleOf", args: [id] }],
  compare(row, [sale]) {
    const found = (sale?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    return [
      ...PLAIN.map((name) => [name, row[name], found[name] ?? null] as const),
      ["bidder", row.bidder ?? NOBODY, String(found["bidder"]).toLowerCase()],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
    ];
  },
});
