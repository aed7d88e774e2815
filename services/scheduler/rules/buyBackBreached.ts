import type { Rule } from "../rule.ts";

/** The seller has let the time pass in which it had to buy back what a holder put; told to the two. */
export const buyBackBreached: Rule = {
  kind: "receivable.buy-back-breached",
  sql: `
    select 'receivables/' || c.id as subject, h.holder || '/' || h.put_deadline as key, h.put_deadline as at,
      jsonb_build_object('holder', h.holder, 'seller', c.seller, 'currency', c.currency, 'units', h.locked::text,
        'deadline', h.put_deadline::text) as data,
      array[c.seller, h.holder] as parties
    from mirror.holdings h join mirror.claims c on c.id = h.claim_id, clock
    where h.put_deadline is not null and h.put_deadline >= clock.previous and h.put_deadline < clock.now
      and (c.settled_at is null or c.settled_at > h.put_deadline)`,
};
