import { ASSET_KINDS, ASSET_STAGES, TERM_BASES } from "../../../domain/ip/kind.ts";
import type { Address, AssetId, Hash } from "../../../domain/brand.ts";
import type { AssetOwner } from "../../tables/assets.ts";
import { viewCheck } from "../viewCheck.ts";

interface AssetRow {
  readonly id: AssetId;
  readonly contract: Address;
  readonly office: string;
  readonly kind: string;
  readonly stage: string;
  readonly status: string;
  readonly basis: string;
  readonly expiresAt: bigint;
  readonly feesPaidUntil: bigint;
  readonly hasSameDayInvention: boolean;
  readonly isContested: boolean;
  readonly isWithheld: boolean;
  readonly wasVerified: boolean;
  readonly title: bigint;
  readonly seq: bigint;
  readonly owners: readonly AssetOwner[];
  readonly head: Hash;
  readonly events: bigint;
}

/** In the order of IAssets.Status. */
const STATUSES = ["none", "pending", "verified", "expired", "invalidated", "rejected"];
const PLAIN = [
  "expiresAt",
  "feesPaidUntil",
  "hasSameDayInvention",
  "isContested",
  "isWithheld",
  "wasVerified",
  "title",
  "seq",
] as const;

export const assets = viewCheck<AssetRow>({
  table: "assets",
  key: ["id"],
  sql: `select id, contract, office, kind, stage, status, basis, expires_at as "expiresAt",
          fees_paid_until as "feesPaidUntil", has_same_day_invention as "hasSameDayInvention",
          is_contested as "isContested", is_withheld as "isWithheld", was_verified as "wasVerified", title, seq, owners, head,
          (select count(*) from asset_events e where e.asset_id = a.id) as events
        from assets a`,
  views: ({ contract: address, id }) => [
    { contract: "Assets", address, name: "assetOf", args: [id] },
    { contract: "Assets", address, name: "ownersOf", args: [id] },
    { contract: "Assets", address, name: "headOf", args: [id] },
  ],
  compare(row, [asset, owners, head]) {
    const found = (asset?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const named = (names: readonly string[], value: unknown): string | null => names[Number(value)] ?? null;
    const listed = (owners?.[0] as [string, bigint][]).map(([account, parts]) => `${account.toLowerCase()} ${parts}`);
    return [
      ...PLAIN.map((name) => [name, row[name], found[name] ?? null] as const),
      ["office", row.office, Buffer.from(String(found["office"]).slice(2), "hex").toString("latin1")],
      ["kind", row.kind, named(ASSET_KINDS, found["kind"])],
      ["stage", row.stage, named(ASSET_STAGES, found["stage"])],
      ["status", row.status, named(STATUSES, found["status"])],
      ["basis", row.basis, named(TERM_BASES, found["basis"])],
      ["owners", row.owners.map(({ account, parts }) => `${account} ${parts}`).join(), listed.join()],
      ["head", row.head, head?.[0] as string],
      ["the number of its events", row.events, found["seq"] ?? null],
    ];
  },
});
