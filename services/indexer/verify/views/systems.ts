import type { Address } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface SystemRow {
  readonly registry: Address;
  readonly address: Address;
}

export const systems = viewCheck<SystemRow>({
  table: "systems",
  key: ["registry", "address"],
  sql: "select registry, address from systems",
  views: ({ registry, address }) => [{ contract: "Parties", address: registry, name: "isSealed", args: [address] }],
  compare: (_, [found]) => [["sealed", true, found?.[0] as boolean]],
});
