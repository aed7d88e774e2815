import type { Hash } from "../../domain/brand.ts";
import { fromHex, toHex } from "../../domain/hex.ts";
import { keccak, word } from "../../evm/words.ts";
import type { LoggedEvent } from "./bundle.ts";

const NO_HEAD = toHex(new Uint8Array(32)) as Hash;

/** `next = keccak256(abi.encode(head, seq, keccak256(topics ++ data)))` over all events, counted from 1; see History.sol. */
export const historyHead = (events: readonly LoggedEvent[]): Hash =>
  events.reduce<Hash>((head, { topics, data }, at) => {
    const event = keccak(...topics.map((topic) => fromHex(topic)), fromHex(data));
    return toHex(keccak(fromHex(head), word(at + 1), event)) as Hash;
  }, NO_HEAD);
