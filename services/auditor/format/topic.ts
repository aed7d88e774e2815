import type { Hash, Hex } from "../../domain/brand.ts";
import { toHex } from "../../domain/hex.ts";
import { word } from "../../evm/words.ts";

/** A subject as 32 bytes, as attestations name it: a claim or an asset by its id, a party by its account. */
export const topicOf = (subject: Hex): Hash => toHex(word(subject)) as Hash;
