import type { Source } from "../feed/source.ts";
import { behind } from "./behind.ts";

/** `PartyRoles.FINANCIER`. */
const FINANCIER = 2;

/** Accounts that may buy on ask `a`, and its seller. */
export const OFFERED_TO = `
  select a.seller
  union select buyer.value from jsonb_array_elements_text(a.buyers) buyer
  union select p.account from mirror.parties p where a.buyers = '[]'::jsonb and p.roles & ${String(FINANCIER)} <> 0`;

/** What row `alias` of asks, bids or trades is of: a receivable, or a loan. @returns SQL of a key and its value */
export const sold = (alias: string): string =>
  `case when exists (select 1 from mirror.drawdowns loan where loan.id = ${alias}.claim_id) then 'drawdown' else 'receivable' end,
    ${alias}.claim_id`;

const OFFER = `jsonb_build_object(${sold("a")}, 'seller', a.seller, 'currency', a.currency, 'units', a.units::text,
  'price', a.price::text, 'expiry', a.expiry::text)`;

/** An offer is told to its seller and to those who may take it. */
export const asksMade: Source = {
  name: "asks made",
  sql: `
    select 'ask' as about, 'Made' as name, 'asks/' || a.id as subject, a.asked_block as block, ${behind(1, "a.id")} as place,
      a.asked_at as at, ${OFFER} as data, array(${OFFERED_TO}) as parties
    from mirror.asks a, span where a.asked_block > span.first and a.asked_block <= span.last`,
};

/** An offer that was taken back, to the same. */
export const asksCancelled: Source = {
  name: "asks cancelled",
  sql: `
    select 'ask' as about, 'Cancelled' as name, 'asks/' || a.id as subject, a.closed_block as block,
      ${behind(2, "a.id")} as place, a.closed_at as at, ${OFFER} as data, array(${OFFERED_TO}) as parties
    from mirror.asks a, span
    where a.status = 'cancelled' and a.closed_block > span.first and a.closed_block <= span.last`,
};

/** A round that is over: told to its seller and to all who bid. Who won and for how much, the sale tells its two sides. */
export const roundsClosed: Source = {
  name: "rounds closed",
  sql: `
    select 'ask' as about, 'RoundClosed' as name, 'asks/' || a.id as subject, a.closed_block as block,
      ${behind(6, "a.id")} as place, a.closed_at as at,
      jsonb_build_object(${sold("a")}, 'seller', a.seller, 'currency', a.currency, 'units', a.units::text,
        'sold', a.status = 'filled') as data,
      array(select a.seller union select b.bidder from mirror.bids b where b.market = a.market and b.ask = a.id) as parties
    from mirror.asks a, span
    where a.deadline is not null and a.status in ('filled', 'unsold')
      and a.closed_block > span.first and a.closed_block <= span.last`,
};
