import type { Rule } from "../rule.ts";

/**
 * A notice about a claim that was not paid, withdrawn or written off at an instant of its calendar. It concerns seller,
 * debtor and whoever holds units.
 *
 * @param instant a column of core.claim_days (d)
 * @param condition on claims (c)
 */
export function claimRule(kind: string, instant: string, condition = "true"): Rule {
  return {
    kind,
    sql: `
      select 'receivables/' || d.claim_id as subject, d.due_at::text as key, ${instant} as at,
        jsonb_build_object('dueDate', d.due_date, 'dueZone', d.zone, 'dueAt', d.due_at::text,
          'due', jsonb_build_object('currency', c.currency, 'amount', (c.units - c.debtor_paid - c.diluted)::text)) as data,
        array(select c.seller union select c.debtor
          union select h.holder from mirror.holdings h where h.claim_id = c.id and h.units > 0) as parties
      from core.claim_days d join mirror.claims c on c.id = d.claim_id and c.due_at = d.due_at, clock
      where (${instant} >= clock.previous or d.known_block > clock.block) and ${instant} < clock.now
        and ${condition} and (c.units > c.debtor_paid + c.diluted or c.settled_at > ${instant})
        and (c.settled_at is null or c.settled_at > ${instant})
        and (c.written_off_at is null or c.written_off_at > ${instant})
        and (c.cancelled_at is null or c.cancelled_at > ${instant})`,
  };
}
