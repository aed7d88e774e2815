import type { Source } from "../feed/source.ts";

/** Borrower, lenders, holders of units past and present, guarantors, who acted, and whom the event itself names. */
const parties = (facility: string): string => `array(
        select f.borrower from mirror.facilities f where f.id = ${facility}
        union select l.lender from mirror.facility_lenders l where l.facility_id = ${facility}
        union select h.holder from mirror.drawdowns d join mirror.drawdown_holdings h on h.drawdown_id = d.id
          where d.facility_id = ${facility}
        union select s.guarantor from mirror.guarantee_shares s where s.subject = ${facility} and s.is_accepted
        union select e.actor
        union select named.value from jsonb_each_text(e.args) named where named.value ~ '^0x[0-9a-f]{40}$'
      ) as parties`;

/** A facility's history; for all who lend, hold, owe or bear a loss under it. */
export const facilityEvents: Source = {
  name: "facility events",
  sql: `
    select 'facility' as about, regexp_replace(e.name, '^Facility', '') as name, 'facilities/' || e.facility_id as subject,
      e.block, e.log_index::bigint as place, e.at,
      jsonb_build_object('facts', e.args, 'actor', e.actor, 'transaction', e.transaction_hash) as data,
      ${parties("e.facility_id")}
    from mirror.facility_events e, span
    where e.block > span.first and e.block <= span.last`,
};

/** A loan's history; for the same. */
export const drawdownEvents: Source = {
  name: "drawdown events",
  sql: `
    select 'drawdown' as about, regexp_replace(e.name, '^Drawdown', '') as name, 'drawdowns/' || e.drawdown_id as subject,
      e.block, e.log_index::bigint as place, e.at,
      jsonb_build_object('facility', w.facility_id, 'facts', e.args, 'actor', e.actor, 'transaction', e.transaction_hash)
        as data,
      ${parties("w.facility_id")}
    from mirror.drawdown_events e join mirror.drawdowns w on w.id = e.drawdown_id, span
    where e.block > span.first and e.block <= span.last`,
};
