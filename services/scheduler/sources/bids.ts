import type { Source } from "../feed/source.ts";
import { sold } from "./asks.ts";
import { behind } from "./behind.ts";

const BID = `jsonb_build_object('ask', b.ask::text, ${sold("b")}, 'seller', b.seller, 'bidder', b.bidder,
  'currency', b.currency, 'units', b.units::text, 'price', b.price::text, 'expiry', b.expiry::text)`;

/** What became of a bid is told to its two sides: nobody else learns what was bid. */
const bidSource = (sort: number, name: string, when: string, more = "'{}'::jsonb"): Source => ({
  name: `bids ${when}`,
  sql: `
    select 'bid' as about, ${name} as name, 'bids/' || b.id as subject, b.${when}_block as block,
      ${behind(sort, "b.id")} as place, b.${when}_at as at, ${BID} || ${more} as data, array[b.seller, b.bidder] as parties
    from mirror.bids b, span
    where b.${when}_block > span.first and b.${when}_block <= span.last`,
});

export const bidsPlaced = bidSource(3, "'Placed'", "placed");

export const bidsCountered = bidSource(
  4,
  "'Countered'",
  "countered",
  "jsonb_build_object('counter', b.counter::text, 'counterExpiry', b.counter_expiry::text)",
);

/** Accepted, withdrawn, or passed over with the reason. */
export const bidsClosed = bidSource(
  5,
  "initcap(b.status)",
  "closed",
  "jsonb_strip_nulls(jsonb_build_object('hindrance', b.hindrance))",
);
