import type { Address, Hash } from "../../domain/brand.ts";
import { mappingSlot } from "../../evm/worldState.ts";

/** The version of where contracts keep what is proven; a trust file says which one holds. */
export const LAYOUT = 1;

const STANDINGS = 1n;
export const standingSlot = (account: Address): Hash => mappingSlot(account, STANDINGS);

/** Solidity packs from the lowest bits up. */
export function unpack(word: bigint, ...widths: readonly number[]): bigint[] {
  let rest = word;
  return widths.map((width) => {
    const value = rest & ((1n << BigInt(width)) - 1n);
    rest >>= BigInt(width);
    return value;
  });
}

/** What Parties knows of an account, see Standings.sol; all zero for whoever is no party. */
export interface Standing {
  readonly roles: number;
  readonly validUntil: bigint;
  readonly isFrozen: boolean;
  readonly number: bigint;
  readonly country: string;
}

export function readStanding(word: bigint): Standing {
  const [roles = 0n, validUntil = 0n, isFrozen = 0n, number = 0n, country = 0n] = unpack(word, ...[16, 40, 8, 32, 16]);
  return {
    roles: Number(roles),
    validUntil,
    isFrozen: (isFrozen & 1n) !== 0n,
    number,
    country: lettersOf(country, 2),
  };
}

/** ASCII in a number of so many bytes. */
export const lettersOf = (value: bigint, bytes: number): string =>
  Array.from({ length: bytes }, (_, at) => String.fromCharCode(Number((value >> BigInt(8 * (bytes - 1 - at))) & 0xffn)))
    .join("")
    .replace(/\0+$/, "");

export const addressOf = (value: bigint): Address => `0x${value.toString(16).padStart(40, "0")}` as Address;

export type ReadSlot = (slot: Hash) => bigint;
