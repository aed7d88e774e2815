import type { Address } from "../../../domain/brand.ts";
import type { AssetOwner } from "../../tables/assets.ts";

// A type and not an interface, which would not fit where any argument fits.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type OwnerArgs = {
  readonly account: Address;
  readonly parts: bigint;
};

export const ownersFrom = (owners: readonly OwnerArgs[]): AssetOwner[] =>
  owners.map(({ account, parts }) => ({ account, parts: Number(parts) }));
