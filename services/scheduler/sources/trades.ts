import type { Source } from "../feed/source.ts";
import { sold } from "./asks.ts";

/** A sale is told to its two sides. */
export const trades: Source = {
  name: "trades",
  sql: `
    select case when t.ask is null then 'standing-offer' else 'ask' end as about, 'Taken' as name,
      coalesce('asks/' || t.ask, 'standing-offers/' || t.standing_offer) as subject, t.block, t.log_index::bigint as place, t.at,
      jsonb_build_object(${sold("t")}, 'seller', t.seller, 'buyer', t.buyer, 'currency', t.currency,
        'units', t.units::text, 'paid', t.paid::text, 'transaction', t.transaction_hash) as data,
      array[t.seller, t.buyer] as parties
    from mirror.trades t, span where t.block > span.first and t.block <= span.last`,
};
