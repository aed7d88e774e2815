import type { Rule } from "../rule.ts";
import { sold } from "../sources/asks.ts";

/** An offer's time is over with units unsold; told to its seller and to the buyers it named. */
export const askExpired: Rule = {
  kind: "ask.expired",
  sql: `
    select 'asks/' || a.id as subject, a.market || '/' || a.expiry as key, a.expiry as at,
      jsonb_build_object(${sold("a")}, 'seller', a.seller, 'currency', a.currency,
        'unsold', (a.units - a.filled)::text) as data,
      array(select a.seller union select buyer.value from jsonb_array_elements_text(a.buyers) buyer) as parties
    from mirror.asks a, clock
    where a.expiry >= clock.previous and a.expiry < clock.now and (a.closed_at is null or a.closed_at > a.expiry)`,
};
