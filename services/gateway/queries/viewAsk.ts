import type { Queries } from "../../store/database.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import type { AskRow } from "./asks.ts";
import { partyRef } from "./partyRef.ts";

/** An ask as the API shows it. */
export async function viewAsk(q: Queries, row: AskRow): Promise<Record<string, unknown>> {
  const money = (amount: bigint): object => ({ currency: row.currency, amount: String(amount) });
  return {
    id: String(row.id),
    status: row.status,
    receivable: row.claim_id,
    seller: await partyRef(q, row.seller),
    amount: money(row.units),
    price: money(row.price),
    filled: money(row.filled),
    expiresAt: instantOfSeconds(row.expiry),
    named: row.buyers.length > 0,
  };
}
