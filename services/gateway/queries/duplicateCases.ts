import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { Problem } from "../problems/problem.ts";
import { instant } from "../schemas/instants.ts";

interface CaseRow {
  readonly number: string;
  readonly account: Address;
  readonly party_id: string;
  readonly party_name: string;
  readonly user_name: string;
  readonly claim_id: Hash | null;
  readonly created_at: string;
}

/** Who tried to register an invoice that was registered before, and which claim it met. @throws Problem not-found */
export async function duplicateCase(q: Queries, number: string): Promise<Record<string, unknown>> {
  const [row] = await q.query<CaseRow>(
    `SELECT d.number, p.id AS party_id, p.name AS party_name, p.account, u.name AS user_name, d.claim_id, d.created_at
       FROM core.duplicate_cases d JOIN core.parties p ON p.id = d.party_id JOIN core.users u ON u.id = d.user_id
      WHERE d.number = $1`,
    [number],
  );
  if (!row) throw new Problem("not-found", { detail: "there is no such case" });
  return {
    number: row.number,
    party: { id: row.party_id, name: row.party_name, account: row.account },
    user: row.user_name,
    receivable: row.claim_id,
    at: instant(row.created_at),
  };
}
