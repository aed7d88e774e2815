import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface WatchRow {
  readonly id: Hash;
  readonly covenants: Address;
  readonly cureBy: bigint;
  readonly ground: string;
  readonly waivedUntil: bigint;
  readonly filed: bigint;
  readonly loans: Address;
  readonly coverReturned: bigint;
  readonly acceleratedAt: bigint | null;
}

/** In the order of ILendingEvents.Ground. */
const GROUNDS = ["none", "payment", "margin", "report"];

/** What the borrower has promised beside paying, whether it is in breach of it, and what followed. */
export const facilityWatches = viewCheck<WatchRow>({
  table: "facilities",
  key: ["id"],
  sql: `select f.id, f.cure_by as "cureBy", f.ground, f.waived_until as "waivedUntil", f.filed, w.address as covenants,
          l.address as loans, f.cover_returned as "coverReturned", f.accelerated_at as "acceleratedAt"
        from facilities f
        join contracts c on c.address = f.contract
        join contracts w on w.name = 'Covenants' and w.version = c.version
        join contracts l on l.name = 'Loans' and l.version = c.version`,
  views: ({ covenants, loans, id }) => [
    { contract: "Covenants", address: covenants, name: "watchOf", args: [id] },
    { contract: "Loans", address: loans, name: "conditionsOf", args: [id] },
    { contract: "Loans", address: loans, name: "standingOf", args: [id] },
  ],
  compare({ cureBy, ground, waivedUntil, filed, coverReturned, acceleratedAt }, [watch, conditions, standing]) {
    const agreed = (conditions?.[0] as { toObject(): Record<string, bigint> }).toObject();
    const found = (watch?.[0] as { toObject(): Record<string, bigint> }).toObject();
    return [
      ["cureBy", cureBy, found["cureBy"] ?? null],
      ["ground", ground, GROUNDS[Number(found["ground"])] ?? null],
      ["waivedUntil", waivedUntil, found["waivedUntil"] ?? null],
      ["filed", filed, found["filed"] ?? null],
      ["coverReturned", coverReturned, (standing?.[2] ?? null) as bigint | null],
      ["acceleratedAt", acceleratedAt ?? 0n, agreed["acceleratedAt"] ?? null],
    ];
  },
});
