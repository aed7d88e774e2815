import { CANCUN } from "@nomicfoundation/edr";

/**
 * What makes two embedded chains the same chain. All of it is pinned by the journal's header: change a value here and
 * existing journals are refused, by name, instead of being replayed into another history.
 */
export const JOURNAL_FORMAT = 1;

export const HARDFORK = CANCUN;

/** 2024-01-01T00:00:00Z, epoch seconds. Fixed, so that a journal alone determines every block hash. */
export const GENESIS_TIME = 1_704_067_200;
