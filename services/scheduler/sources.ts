import type { Source } from "./feed/source.ts";
import { accountEvents } from "./sources/accountEvents.ts";
import { asksCancelled, asksMade } from "./sources/asks.ts";
import { cashEntries } from "./sources/cashEntries.ts";
import { claimEvents } from "./sources/claimEvents.ts";
import { trades } from "./sources/trades.ts";

/** Every projection that the feed tells of. */
export const SOURCES: readonly Source[] = [accountEvents, asksCancelled, asksMade, cashEntries, claimEvents, trades];
