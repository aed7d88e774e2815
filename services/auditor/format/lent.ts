import type { Hash } from "../../domain/brand.ts";
import { toHex } from "../../domain/hex.ts";
import { word } from "../../evm/words.ts";
import type { HistoryEvent } from "./historyEvent.ts";

/** Principal of each drawdown of a facility, in the order in which they were lent. */
export const lentIn = (events: readonly HistoryEvent[]): Map<Hash, bigint> =>
  new Map(
    events.flatMap(({ name, facts: { drawdown, isDrawn, funded } }) =>
      name === "DrawClosed" && isDrawn === true
        ? [[toHex(word(BigInt(String(drawdown)))) as Hash, BigInt(String(funded))] as const]
        : [],
    ),
  );
