import type { Address, EntityId, Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { OPERATION_STATUSES } from "../schemas/operation.ts";

export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** An intent as kept in the database: amounts of gas and times as decimal strings. */
export interface StoredIntent {
  readonly id: Hash;
  readonly deadline: string;
  readonly gas: string;
  readonly epoch: number;
  readonly calls: readonly { readonly target: Address; readonly data: Hex }[];
}

export interface OperationRow {
  readonly id: Hash;
  readonly sequence: bigint;
  readonly party_id: EntityId;
  readonly account: Address;
  readonly idempotency_key: string;
  readonly request_hash: string;
  readonly command: string;
  readonly subject: string | null;
  readonly status: OperationStatus;
  readonly intent: StoredIntent;
  readonly intent_hash: Hash;
  readonly threshold: number;
  readonly result: Record<string, unknown> | null;
  readonly error: Record<string, unknown> | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly block: bigint | null;
  readonly transaction_hash: Hash | null;
}

export async function findOperation(q: Queries, id: string): Promise<OperationRow | undefined> {
  const [row] = await q.query<OperationRow>("SELECT * FROM core.operations WHERE id = $1", [id]);
  return row;
}

export const FINAL: readonly OperationStatus[] = ["done", "failed", "expired", "cancelled"];

export const isFinal = (status: OperationStatus): boolean => FINAL.includes(status);
