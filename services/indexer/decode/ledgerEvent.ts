import type { Hash } from "../../domain/brand.ts";
import type { ChainLog } from "./chainBlock.ts";
import type { Contract } from "./contractBook.ts";
import type { ArgValue } from "./plainArgs.ts";
import type { TransactionContext } from "./transactionContext.ts";

export type Args = Readonly<Record<string, ArgValue>>;

/** A decoded log with all that a projection may need to know about where it stands. */
export interface LedgerEvent<A = Args> {
  /** Who emitted it. */
  readonly contract: Contract;
  readonly name: string;
  readonly args: A;
  readonly block: bigint;
  /** The block's time in seconds since the epoch. */
  readonly at: bigint;
  readonly transactionHash: Hash;
  readonly transaction: TransactionContext;
  readonly log: ChainLog;
}
