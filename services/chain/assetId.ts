import { AbiCoder, encodeBytes32String, keccak256 } from "ethers";

import type { AssetId, Hex } from "../domain/brand.ts";
import { toHex } from "../domain/hex.ts";
import { ASSET_KINDS } from "../domain/ip/kind.ts";
import type { AssetKind } from "../domain/ip/kind.ts";
import { utf8 } from "../domain/utf8.ts";

/** ASCII of at most 31 characters as the contracts keep it. */
export const shortText = (text: string): Hex => encodeBytes32String(text) as Hex;

/** The letters of an office (bytes2) or of a currency (bytes3) as the contracts keep them. */
export const letters = (code: string): Hex => toHex(utf8(code));

/** As Assets.idOf: `keccak256(abi.encode(office, kind, number))`. */
export function assetIdOf(office: string, kind: AssetKind, number: string): AssetId {
  const values = [letters(office), ASSET_KINDS.indexOf(kind), shortText(number)];
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes2", "uint8", "bytes32"], values)) as AssetId;
}
