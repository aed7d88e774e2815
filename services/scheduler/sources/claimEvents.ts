import type { Source } from "../feed/source.ts";

/**
 * A claim's history; for those who may read its provenance - seller, debtor, present and past holders, guarantors - who acted, and whom the
 * event itself names. Past holders belong to it because it may be told late, when they have redeemed already.
 */
export const claimEvents: Source = {
  name: "claim events",
  sql: `
    select 'receivable' as about, e.name, 'receivables/' || e.claim_id as subject, e.block, e.log_index::bigint as place, e.at,
      jsonb_build_object('facts', e.args, 'actor', e.actor, 'transaction', e.transaction_hash) as data,
      array(
        select c.seller union select c.debtor
        union select h.holder from mirror.holdings h where h.claim_id = e.claim_id
        union select s.guarantor from mirror.guarantee_shares s where s.subject = e.claim_id and s.is_accepted
        union select e.actor
        union select named.value from jsonb_each_text(e.args) named where named.value ~ '^0x[0-9a-f]{40}$'
      ) as parties
    from mirror.claim_events e join mirror.claims c on c.id = e.claim_id, span
    where e.block > span.first and e.block <= span.last`,
};
