import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface FacilityRow {
  readonly id: Hash;
  readonly contract: Address;
  readonly borrower: Address;
  readonly agent: Address;
  readonly currency: string;
  readonly status: string;
  readonly seq: bigint;
  readonly head: Hash;
  readonly events: bigint;
}

/** In the order of IFacilities.FacilityStatus. */
const STATUSES = ["none", "proposed", "agreed", "suspended", "accelerated", "withdrawn"];

export const facilities = viewCheck<FacilityRow>({
  table: "facilities",
  key: ["id"],
  sql: `select id, contract, borrower, agent, currency, status, seq, head,
          (select count(*) from facility_events e where e.facility_id = f.id) as events
        from facilities f`,
  views: ({ contract: address, id }) => [
    { contract: "Facilities", address, name: "facility", args: [id] },
    { contract: "Facilities", address, name: "headOf", args: [id] },
  ],
  compare(row, [facility, head]) {
    const found = (facility?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    return [
      ...(["borrower", "agent"] as const).map((name) => [name, row[name], String(found[name]).toLowerCase()] as const),
      ["currency", row.currency, Buffer.from(String(found["currency"]).slice(2), "hex").toString("latin1")],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
      ["seq", row.seq, found["seq"] ?? null],
      ["head", row.head, head?.[0] as string],
      ["the number of its events", row.events, found["seq"] ?? null],
    ];
  },
});
