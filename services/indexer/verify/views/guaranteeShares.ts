import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";
import { GUARANTEES_OF } from "./guarantees.ts";

interface ShareRow {
  readonly subject: Hash;
  readonly address: Address;
  readonly keeper: "Guarantees" | "FacilityGuarantees";
  readonly share: number;
  readonly layer: number;
  readonly guarantor: Address;
  readonly weight: number;
  readonly premium: bigint;
  readonly reserveAsked: bigint;
  readonly isAccepted: boolean;
  readonly isPremiumPaid: boolean;
  readonly reserve: bigint;
  readonly paid: bigint;
  readonly recovered: bigint;
}

/** Those of the last offer, see guaranteeLayers. */
export const guaranteeShares = viewCheck<ShareRow>({
  table: "guarantee_shares",
  key: ["subject", "share"],
  sql: `select s.subject, m.address, m.name as keeper, s.share, s.layer, s.guarantor, s.weight, s.premium,
          s.reserve_asked as "reserveAsked", s.is_accepted as "isAccepted", s.is_premium_paid as "isPremiumPaid",
          s.reserve, s.paid, s.recovered
        from guarantee_shares s join guarantees g on g.subject = s.subject and s.share < g.shares ${GUARANTEES_OF}`,
  views: ({ keeper, address, subject, share }) => [
    { contract: keeper, address, name: "sharesOf", args: [subject] },
    { contract: keeper, address, name: "accountOf", args: [subject, share] },
  ],
  compare(row, [shares, account]) {
    const all = shares?.[0] as readonly { toObject(): Record<string, string | bigint> }[];
    const asked = all[row.share]?.toObject() ?? {};
    const state = (account?.[0] as { toObject(): Record<string, bigint | boolean> }).toObject();
    const accounts = ["isAccepted", "isPremiumPaid", "reserve", "paid", "recovered"] as const;
    return [
      ...accounts.map((name) => [name, row[name], state[name] ?? null] as const),
      ["layer", BigInt(row.layer), asked["layer"] ?? null],
      ["guarantor", row.guarantor, asked["guarantor"] ?? null],
      ["weight", BigInt(row.weight), asked["weight"] ?? null],
      ["premium", row.premium, asked["premium"] ?? null],
      ["reserveAsked", row.reserveAsked, asked["reserve"] ?? null],
    ];
  },
});
