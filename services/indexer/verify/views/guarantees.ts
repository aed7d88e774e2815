import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface GuaranteeRow {
  readonly subject: Hash;
  readonly address: Address;
  readonly keeper: "Guarantees" | "FacilityGuarantees";
  readonly arranger: Address;
  readonly dueAt: bigint;
  readonly grace: bigint;
  readonly terms: Hash;
  readonly isAccepted: boolean;
  readonly demandedAt: bigint | null;
  readonly demandLoss: bigint | null;
  readonly paid: bigint;
  readonly layers: number;
  readonly shares: number;
}

/** The contract of the guarantees (m) of the version in which a claim or a facility (contract `own`) stands. */
export const GUARANTEES_OF = `join contracts own on own.address = g.contract
  join contracts m on m.version = own.version
    and m.name = case own.name when 'Facilities' then 'FacilityGuarantees' else 'Guarantees' end`;

export const guarantees = viewCheck<GuaranteeRow>({
  table: "guarantees",
  key: ["subject"],
  sql: `select g.subject, m.address, m.name as keeper, g.arranger, g.due_at as "dueAt", g.grace, g.terms, g.is_accepted as "isAccepted",
          g.demanded_at as "demandedAt", g.demand_loss as "demandLoss", g.paid, g.layers, g.shares
        from guarantees g ${GUARANTEES_OF}`,
  views: ({ keeper, address, subject }) => [
    { contract: keeper, address, name: "guaranteeOf", args: [subject] },
    { contract: keeper, address, name: "layersOf", args: [subject] },
    { contract: keeper, address, name: "sharesOf", args: [subject] },
  ],
  compare(row, [guarantee, layers, shares]) {
    const found = (guarantee?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const plain = ["arranger", "dueAt", "grace", "terms", "isAccepted", "paid"] as const;
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["demandedAt", row.demandedAt ?? 0n, found["demandedAt"] ?? null],
      ["demandLoss", row.demandLoss ?? 0n, found["demandedLoss"] ?? null],
      ["the number of its layers", row.layers, (layers?.[0] as readonly unknown[]).length],
      ["the number of its shares", row.shares, (shares?.[0] as readonly unknown[]).length],
    ];
  },
});
