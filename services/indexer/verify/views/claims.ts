import type { Address, ClaimId, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface ClaimRow {
  readonly id: ClaimId;
  readonly contract: Address;
  readonly seller: Address;
  readonly debtor: Address;
  readonly currency: string;
  readonly status: string;
  readonly waivers: number;
  readonly sameNumber: boolean;
  readonly dueAt: bigint;
  readonly units: bigint;
  readonly debtorPaid: bigint;
  readonly diluted: bigint;
  readonly sellerPaid: bigint;
  readonly covered: bigint;
  readonly isDisputed: boolean;
  readonly paidOut: bigint;
  readonly suspense: bigint;
  readonly version: bigint;
  readonly seq: bigint;
  readonly head: Hash;
  readonly outstanding: bigint;
  readonly held: bigint;
  readonly events: bigint;
}

/** In the order of IReceivables.Status. */
const STATUSES = ["none", "registered", "acknowledged", "settled", "cancelled", "written-off"];

export const claims = viewCheck<ClaimRow>({
  table: "claims",
  key: ["id"],
  sql: `select id, contract, seller, debtor, currency, status, waivers, same_number as "sameNumber", due_at as "dueAt",
          units, debtor_paid as "debtorPaid", diluted, seller_paid as "sellerPaid", covered, disputed > 0 as "isDisputed",
          paid_out as "paidOut", suspense, version, seq, head,
          case when status = 'cancelled' then 0 else units - redeemed end as outstanding,
          (select coalesce(sum(h.units), 0) from holdings h where h.claim_id = c.id) as held,
          (select count(*) from claim_events e where e.claim_id = c.id) as events
        from claims c`,
  views: ({ contract: address, id }) => [
    { contract: "Receivables", address, name: "claim", args: [id] },
    { contract: "Receivables", address, name: "headOf", args: [id] },
    { contract: "Receivables", address, name: "outstandingUnits", args: [id] },
  ],
  compare(row, [claim, head, outstanding]) {
    const found = (claim?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const plain = [
      "seller",
      "debtor",
      "waivers",
      "sameNumber",
      "dueAt",
      "units",
      "debtorPaid",
      "diluted",
      "sellerPaid",
      "covered",
      "isDisputed",
    ] as const;
    const counters = ["paidOut", "suspense", "version", "seq"] as const;
    const units = outstanding?.[0] as bigint;
    return [
      ...[...plain, ...counters].map((name) => [name, row[name], found[name] ?? null] as const),
      ["currency", row.currency, Buffer.from(String(found["currency"]).slice(2), "hex").toString("latin1")],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
      ["head", row.head, head?.[0] as string],
      ["redeemed", row.outstanding, units],
      ["the sum of its holdings' units", row.held, units],
      ["the number of its events", row.events, found["seq"] ?? null],
    ];
  },
});
