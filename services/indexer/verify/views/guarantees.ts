import type { Address, ClaimId, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface GuaranteeRow {
  readonly claimId: ClaimId;
  readonly address: Address;
  readonly arranger: Address;
  readonly dueAt: bigint;
  readonly grace: bigint;
  readonly terms: Hash;
  readonly isAccepted: boolean;
  readonly demandedAt: bigint | null;
  readonly paid: bigint;
  readonly layers: number;
  readonly shares: number;
}

/** The contract of the guarantees (m) of the version in which a claim (contract `own`) stands. */
export const GUARANTEES_OF = `join contracts own on own.address = g.contract
  join contracts m on m.name = 'Guarantees' and m.version = own.version`;

export const guarantees = viewCheck<GuaranteeRow>({
  table: "guarantees",
  key: ["claimId"],
  sql: `select g.claim_id as "claimId", m.address, g.arranger, g.due_at as "dueAt", g.grace, g.terms, g.is_accepted as "isAccepted",
          g.demanded_at as "demandedAt", g.paid, g.layers, g.shares
        from guarantees g ${GUARANTEES_OF}`,
  views: ({ address, claimId }) => [
    { contract: "Guarantees", address, name: "guaranteeOf", args: [claimId] },
    { contract: "Guarantees", address, name: "layersOf", args: [claimId] },
    { contract: "Guarantees", address, name: "sharesOf", args: [claimId] },
  ],
  compare(row, [guarantee, layers, shares]) {
    const found = (guarantee?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const plain = ["arranger", "dueAt", "grace", "terms", "isAccepted", "paid"] as const;
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["demandedAt", row.demandedAt ?? 0n, found["demandedAt"] ?? null],
      ["the number of its layers", row.layers, (layers?.[0] as readonly unknown[]).length],
      ["the number of its shares", row.shares, (shares?.[0] as readonly unknown[]).length],
    ];
  },
});
