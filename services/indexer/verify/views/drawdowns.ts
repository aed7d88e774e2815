import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface DrawdownRow {
  readonly id: Hash;
  readonly facilityId: Hash;
  readonly contract: Address;
  readonly status: string;
  readonly isClosed: boolean;
  readonly principal: bigint;
  readonly received: bigint;
  readonly paidOut: bigint;
  readonly redeemed: bigint;
  readonly version: bigint;
  readonly seq: bigint;
  readonly head: Hash;
  readonly covered: bigint;
  readonly coverOwed: bigint;
  readonly loans: Address;
  readonly held: bigint;
  readonly events: bigint;
}

/** In the order of IFacilities.DrawdownStatus. */
const STATUSES = ["none", "drawn", "repaid"];
const PLAIN = ["isClosed", "principal", "received", "paidOut", "redeemed", "version", "seq"] as const;

export const drawdowns = viewCheck<DrawdownRow>({
  table: "drawdowns",
  key: ["id"],
  sql: `select id, facility_id as "facilityId", contract, status, closed_at is not null as "isClosed", principal, received,
          paid_out as "paidOut", redeemed, version, seq, head, covered, cover_owed as "coverOwed",
          (select l.address from contracts own join contracts l on l.version = own.version and l.name = 'Loans'
            where own.address = d.contract) as loans,
          (select coalesce(sum(h.units), 0) from drawdown_holdings h where h.drawdown_id = d.id) as held,
          (select count(*) from drawdown_events e where e.drawdown_id = d.id) as events
        from drawdowns d`,
  views: ({ contract: address, loans, id }) => [
    { contract: "Facilities", address, name: "drawdown", args: [id] },
    { contract: "Facilities", address, name: "headOf", args: [id] },
    { contract: "Loans", address: loans, name: "coveredOf", args: [id] },
  ],
  compare(row, [drawdown, head, cover]) {
    const found = (drawdown?.[0] as { toObject(): Record<string, bigint | boolean> }).toObject();
    const { covered, owed } = (cover?.[0] as { toObject(): Record<string, bigint> }).toObject();
    return [
      ["covered", row.covered, covered ?? null],
      ["what was owed as it was covered", row.coverOwed, owed ?? null],
      ...PLAIN.map((name) => [name, row[name], found[name] ?? null] as const),
      ["facility", BigInt(row.facilityId), found["facility"] ?? null],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
      ["head", row.head, head?.[0] as string],
      ["the sum of its holdings' units", row.held, row.principal - row.redeemed],
      ["the number of its events", row.events, found["seq"] ?? null],
    ];
  },
});
