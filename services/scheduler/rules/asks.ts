import type { Rule } from "../rule.ts";
import { OFFERED_TO, sold } from "../sources/asks.ts";

/** The last tenth of the time since `begun`, at most a day, has begun. */
export const nearlyOver = (end: string, begun: string): string => `${end} - least(86400, (${end} - ${begun}) / 10)`;

/** @param instant in terms of ask `a` @param parties SQL of their accounts */
function askRule(kind: string, instant: string, condition: string, parties: string): Rule {
  return {
    kind,
    sql: `
      select 'asks/' || a.id as subject, a.market || '/' || a.expiry as key, ${instant} as at,
        jsonb_build_object(${sold("a")}, 'seller', a.seller, 'currency', a.currency,
          'unsold', (a.units - a.filled)::text, 'expiry', a.expiry::text, 'deadline', a.deadline::text) as data,
        array(${parties}) as parties
      from mirror.asks a, clock
      where ${instant} >= clock.previous and ${instant} < clock.now and ${condition}
        and (a.closed_at is null or a.closed_at > ${instant})`,
  };
}

const BIDDERS = `select a.seller union select b.bidder from mirror.bids b where b.market = a.market and b.ask = a.id`;

/** An offer will soon be over with units unsold; told to those who may still buy. */
export const askExpiring = askRule(
  "ask.expiring",
  nearlyOver("a.expiry", "a.asked_at"),
  "a.deadline is null",
  OFFERED_TO,
);

/** A round will soon hear no more bids. */
export const roundClosing = askRule(
  "ask.round-closing",
  nearlyOver("a.deadline", "a.asked_at"),
  "a.deadline is not null",
  OFFERED_TO,
);

/** A round hears no more bids: until it expires anyone may close it. Told to its seller and to those who bid. */
export const roundOver = askRule("ask.round-over", "a.deadline", "a.deadline is not null", BIDDERS);
