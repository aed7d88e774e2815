import type { Address, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";

/** A call that anybody may make and that somebody has signed up for before: the ledger itself decides whether it is due. */
export interface Duty {
  /** Tells duties apart. */
  readonly key: string;
  /** What it is done to: of several duties about one thing one is tried at a time. */
  readonly about: string;
  readonly to: Address;
  readonly data: Hex;
}

/** A sort of duty. */
export type Duties = (q: Queries, now: bigint) => Promise<Duty[]>;

export const MOST_AT_ONCE = 50;
