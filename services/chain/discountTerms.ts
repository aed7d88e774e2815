import type { Hash } from "../domain/brand.ts";
import { toHex } from "../domain/hex.ts";
import { keccak, word } from "../evm/words.ts";

/** What a debtor that acknowledges binds itself to: keccak256(abi.encode(uint16 basis points, uint40 until)). */
export const discountTerms = (bps: number, until: bigint): Hash => toHex(keccak(word(bps), word(until))) as Hash;
