import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface WatchRow {
  readonly id: Hash;
  readonly covenants: Address;
  readonly cureBy: bigint;
  readonly ground: string;
  readonly waivedUntil: bigint;
  readonly filed: bigint;
}

/** In the order of ILendingEvents.Ground. */
const GROUNDS = ["none", "payment", "margin", "report"];

/** What the borrower has promised beside paying, and whether it is in breach of it. */
export const facilityWatches = viewCheck<WatchRow>({
  table: "facilities",
  key: ["id"],
  sql: `select f.id, f.cure_by as "cureBy", f.ground, f.waived_until as "waivedUntil", f.filed, w.address as covenants
        from facilities f
        join contracts c on c.address = f.contract
        join contracts w on w.name = 'Covenants' and w.version = c.version`,
  views: ({ covenants: address, id }) => [{ contract: "Covenants", address, name: "watchOf", args: [id] }],
  compare({ cureBy, ground, waivedUntil, filed }, [watch]) {
    const found = (watch?.[0] as { toObject(): Record<string, bigint> }).toObject();
    return [
      ["cureBy", cureBy, found["cureBy"] ?? null],
      ["ground", ground, GROUNDS[Number(found["ground"])] ?? null],
      ["waivedUntil", waivedUntil, found["waivedUntil"] ?? null],
      ["filed", filed, found["filed"] ?? null],
    ];
  },
});
