import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";

interface PayoutRow {
  readonly contract: Address;
  readonly id: bigint;
  readonly holder: Address;
  readonly amount: bigint;
  readonly accountHash: Hash;
  readonly status: string;
}

const STATUSES = ["none", "requested", "paid", "rejected"];

export const payouts = viewCheck<PayoutRow>({
  table: "payouts",
  key: ["contract", "id"],
  sql: `select contract, id, holder, amount, account_hash as "accountHash", status from payouts`,
  views: ({ contract: address, id }) => [{ contract: "Cash", address, name: "payout", args: [id] }],
  compare(row, [payout]) {
    const found = (payout?.[0] as { toObject(): Record<string, string | bigint> }).toObject();
    return [
      ["holder", row.holder, found["holder"] ?? null],
      ["amount", row.amount, found["amount"] ?? null],
      ["accountHash", row.accountHash, found["accountHash"] ?? null],
      ["status", row.status, STATUSES[Number(found["status"])] ?? null],
    ];
  },
});
