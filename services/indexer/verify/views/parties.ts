import type { Address, EntityId, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface PartyRow {
  readonly account: Address;
  readonly registry: Address;
  readonly entity: EntityId;
  readonly roles: number;
  readonly country: string;
  readonly validUntil: bigint;
  readonly frozen: boolean;
  readonly epoch: bigint;
  readonly threshold: number;
  readonly seq: bigint;
  readonly head: Hash;
  readonly events: bigint;
}

/** The country as bytes2, also when it was stored as the bytes it is. */
const asBytes = (country: string): string =>
  country.startsWith("0x") ? country : `0x${Buffer.from(country, "latin1").toString("hex")}`;

export const parties = viewCheck<PartyRow>({
  table: "parties",
  key: ["account"],
  sql: `select account, registry, entity, roles, country, valid_until as "validUntil", frozen, epoch, threshold, seq, head,
          (select count(*) from account_events e where e.account = p.account) as events
        from parties p`,
  views: ({ registry, account: address, entity }) => [
    { contract: "Parties", address: registry, name: "party", args: [address] },
    { contract: "Parties", address: registry, name: "accountOf", args: [entity] },
    ...["epoch", "threshold", "sequence", "head"].map((name) => ({ contract: "PartyAccount" as const, address, name })),
  ],
  compare(row, [party, account, epoch, threshold, seq, head]) {
    const found = (party?.[0] as { toObject(): Record<string, string | bigint | boolean> }).toObject();
    const plain = ["entity", "roles", "validUntil", "frozen"] as const;
    return [
      ...plain.map((name) => [name, row[name], found[name] ?? null] as const),
      ["country", asBytes(row.country), found["country"] as string],
      ["account", row.account, account?.[0] as string],
      ["epoch", row.epoch, epoch?.[0] as bigint],
      ["threshold", row.threshold, threshold?.[0] as bigint],
      ["seq", row.seq, seq?.[0] as bigint],
      ["head", row.head, head?.[0] as string],
      ["the number of its events", row.events, seq?.[0] as bigint],
    ];
  },
});
