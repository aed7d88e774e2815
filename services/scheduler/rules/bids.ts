import type { Rule } from "../rule.ts";
import { sold } from "../sources/asks.ts";
import { nearlyOver } from "./asks.ts";

/** Of a bid on an ask that is no round: a round's bids stand as long as it does. Told to its two sides. */
const bidRule = (kind: string, instant: string): Rule => ({
  kind,
  sql: `
    select 'bids/' || b.id as subject, b.market || '/' || b.expiry as key, ${instant} as at,
      jsonb_build_object('ask', b.ask::text, ${sold("b")}, 'seller', b.seller, 'bidder', b.bidder,
        'currency', b.currency, 'units', b.units::text, 'price', b.price::text, 'expiry', b.expiry::text) as data,
      array[b.seller, b.bidder] as parties
    from mirror.bids b join mirror.asks a on a.market = b.market and a.id = b.ask, clock
    where a.deadline is null and ${instant} >= clock.previous and ${instant} < clock.now
      and (b.closed_at is null or b.closed_at > ${instant}) and (a.closed_at is null or a.closed_at > ${instant})`,
});

export const bidExpiring = bidRule("bid.expiring", nearlyOver("b.expiry", "b.placed_at"));
export const bidExpired = bidRule("bid.expired", "b.expiry");
