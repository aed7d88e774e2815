/** A type that only its own parser can make: an unchecked string or another id does not fit where a checked one is asked for. */
export type Brand<T, B extends string> = T & { readonly __brand: B };

export type Hex = `0x${string}`;

/** 32 bytes, 0x and 64 lower-case digits. */
export type Hash = Brand<Hex, "Hash">;

/** 20 bytes, 0x and 40 lower-case digits (no EIP-55 capitals, so that equal addresses are equal strings). */
export type Address = Brand<Hex, "Address">;

/** An admitted entity's id on the ledger: 32 bytes. */
export type EntityId = Brand<Hex, "EntityId">;

/** An asset's id on the ledger: the hash of its office, kind and number. */
export type AssetId = Brand<Hex, "AssetId">;

/** A claim's id on the ledger: 32 bytes. */
export type ClaimId = Brand<Hex, "ClaimId">;
