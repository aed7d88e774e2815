export type Hex = `0x${string}`;

const DATA = /^0x(?:[0-9a-f]{2})*$/i;
const QUANTITY = /^0x[0-9a-f]{1,13}$/i;

/** True for `0x` and whole bytes. */
export function isData(value: unknown): value is Hex {
  return typeof value === "string" && DATA.test(value);
}

export function toQuantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`;
}

/** A JSON-RPC quantity that fits in 52 bits, else undefined. */
export function fromQuantity(value: unknown): number | undefined {
  return typeof value === "string" && QUANTITY.test(value) ? Number(value) : undefined;
}
