import type { Database } from "../../store/database.ts";
import { ChainFault } from "./chainFault.ts";

/** Why the indexer stands still; it does until it is started again or the mirror was rebuilt. */
export interface Halt {
  readonly kind: string;
  readonly block: number;
  readonly expected: string;
  readonly found: string;
  readonly message: string;
}

/** @param block the block that was being taken */
export function haltOf(error: unknown, block: bigint): Halt {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ChainFault) {
    const { kind, expected, found } = error;
    return { kind, block: Number(error.block), expected, found, message };
  }
  const kind = error instanceof Error ? error.name : "unknown";
  return { kind, block: Number(block), expected: "a block that fits the mirror", found: message, message };
}

/** Keeps both sides of a contradiction, once. */
export async function keepEvidence(db: Database, { kind, block, expected, found, message }: Halt): Promise<void> {
  await db.query(
    `insert into mirror.faults (kind, block, expected, found, detail)
     select $1, $2, $3, $4, $5
     where not exists (
       select from mirror.faults where kind = $1 and block = $2 and expected = $3 and found = $4
     )`,
    [kind, block, expected, found, message],
  );
}
