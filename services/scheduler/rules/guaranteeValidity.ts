import type { Rule } from "../rule.ts";

/**
 * The time of a guarantee's layer ends, with nothing demanded and the claim still owed; told to its guarantors, to the
 * arranger and to the holders. Of a facility it is always told, also to the lenders that have not lent yet.
 */
const validityRule = (kind: string, instant: string, condition = "true"): Rule => ({
  kind,
  sql: `
    select 'guarantees/' || g.subject as subject, l.layer || '/' || l.valid_until as key, ${instant} as at,
      jsonb_build_object('layer', l.layer, 'validUntil', l.valid_until::text,
        'cap', jsonb_build_object('currency', coalesce(c.currency, f.currency), 'amount', l.cap::text)) as data,
      array(select g.arranger
        union select s.guarantor from mirror.guarantee_shares s
          where s.subject = g.subject and s.layer = l.layer and s.is_accepted
        union select h.holder from mirror.holdings h where h.claim_id = g.subject and h.units > 0
        union select m.lender from mirror.facility_lenders m where m.facility_id = g.subject
        union select h.holder from mirror.drawdowns d join mirror.drawdown_holdings h on h.drawdown_id = d.id
          where d.facility_id = g.subject and h.units > 0) as parties
    from mirror.guarantees g
      join mirror.guarantee_layers l on l.subject = g.subject and l.layer < g.layers
      left join mirror.claims c on c.id = g.subject
      left join mirror.facilities f on f.id = g.subject, clock
    where ${instant} >= clock.previous and ${instant} < clock.now and ${condition}
      and exists (select 1 from mirror.guarantee_shares s
        where s.subject = g.subject and s.layer = l.layer and s.share < g.shares and s.is_accepted)
      and (g.demanded_at is null or g.demanded_at > ${instant})
      and (c.settled_at is null or c.settled_at > ${instant})
      and (c.cancelled_at is null or c.cancelled_at > ${instant})`,
});

const SOON = String(30 * 86_400);

/** The thirtieth day before the end has come; not told of a layer that was shorter to begin with. */
export const guaranteeExpiring = validityRule(
  "guarantee.expiring",
  `(l.valid_until - ${SOON})`,
  `l.valid_until - ${SOON} > g.offered_at`,
);

export const guaranteeExpired = validityRule("guarantee.expired", "l.valid_until");
