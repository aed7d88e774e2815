import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface PolicyRow {
  readonly country: string;
  readonly contract: Address;
  readonly warnedTenor: bigint;
  readonly longestTenor: bigint;
  readonly needsRegistration: boolean;
}

/** The country as bytes2, also when it was stored as the bytes it is. */
const asBytes = (country: string): string =>
  country.startsWith("0x") ? country : `0x${Buffer.from(country, "latin1").toString("hex")}`;

export const policies = viewCheck<PolicyRow>({
  table: "policies",
  key: ["country", "contract"],
  sql: `select distinct on (country, contract) country, contract, warned_tenor as "warnedTenor",
          longest_tenor as "longestTenor", needs_registration as "needsRegistration"
        from policies order by country, contract, block desc, log_index desc`,
  views: ({ contract: address, country }) => [
    { contract: "Policies", address, name: "policyOf", args: [asBytes(country)] },
  ],
  compare(row, [policy]) {
    const found = (policy?.[0] as { toObject(): Record<string, bigint | boolean> }).toObject();
    const plain = ["warnedTenor", "longestTenor", "needsRegistration"] as const;
    return plain.map((name) => [name, row[name], found[name] ?? null] as const);
  },
});
