import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface RecoveryRow {
  readonly account: Address;
  readonly id: Hash;
  readonly state: string;
  readonly executableAt: bigint | null;
}

const STATES = ["none", "proposed", "confirmed", "cancelled", "executed"];

/** The last recovery of each account: of those before, the contract says nothing any more, and the history head everything. */
export const recoveries = viewCheck<RecoveryRow>({
  table: "recoveries",
  key: ["account"],
  sql: `select distinct on (account) account, id, state, executable_at as "executableAt"
        from recoveries order by account, seq desc`,
  views: ({ account: address }) => [{ contract: "PartyAccount", address, name: "recovery" }],
  compare(row, [recovery]) {
    const found = (recovery?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    return [
      ["id", row.id, found["id"] as string],
      ["state", row.state, STATES[Number(found["state"])] ?? null],
      ["the instant from which it can be executed", row.executableAt ?? 0n, found["executableAt"] as bigint],
    ];
  },
});
