import type { Source } from "./feed/source.ts";
import { accountEvents } from "./sources/accountEvents.ts";
import { asksCancelled, asksMade, roundsClosed } from "./sources/asks.ts";
import { bidsClosed, bidsCountered, bidsPlaced } from "./sources/bids.ts";
import { assetEvents } from "./sources/assetEvents.ts";
import { cashEntries } from "./sources/cashEntries.ts";
import { claimEvents } from "./sources/claimEvents.ts";
import { drawdownEvents, facilityEvents } from "./sources/lendingEvents.ts";
import { partyFreezes } from "./sources/partyFreezes.ts";
import { salesOpened } from "./sources/sales.ts";
import { statements } from "./sources/statements.ts";
import { standingOffersMade, standingOffersWithdrawn } from "./sources/standingOffers.ts";
import { trades } from "./sources/trades.ts";

/** Every projection that the feed tells of. */
export const SOURCES: readonly Source[] = [
  accountEvents,
  asksCancelled,
  asksMade,
  assetEvents,
  cashEntries,
  claimEvents,
  drawdownEvents,
  facilityEvents,
  partyFreezes,
  salesOpened,
  statements,
  bidsClosed,
  bidsCountered,
  bidsPlaced,
  roundsClosed,
  standingOffersMade,
  standingOffersWithdrawn,
  trades,
];
