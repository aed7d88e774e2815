import type { Rule } from "../rule.ts";

/** The date by which a dispute was to be resolved is over; told to its two sides and to whoever holds units. */
export const disputeUnresolved: Rule = {
  kind: "receivable.dispute-unresolved",
  sql: `
    select 'receivables/' || c.id as subject, c.dispute_resolve_by::text as key, c.dispute_resolve_by as at,
      jsonb_build_object('disputed', jsonb_build_object('currency', c.currency, 'amount',
        least(c.disputed, c.units - c.debtor_paid - c.diluted)::text),
        'resolveBy', c.dispute_resolve_by::text) as data,
      array(select c.seller union select c.debtor
        union select h.holder from mirror.holdings h where h.claim_id = c.id and h.units > 0) as parties
    from mirror.claims c, clock
    where c.disputed > 0 and c.units - c.debtor_paid - c.diluted > 0
      and c.dispute_resolve_by >= clock.previous and c.dispute_resolve_by < clock.now
      and c.status = 'acknowledged'`,
};
