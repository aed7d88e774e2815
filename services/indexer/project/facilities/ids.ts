import type { Hash } from "../../../domain/brand.ts";

/** Contracts count facilities and drawdowns as uint256; everywhere else they are 32 bytes. */
export const idOf = (id: bigint): Hash => `0x${id.toString(16).padStart(64, "0")}` as Hash;
