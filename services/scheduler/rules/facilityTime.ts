import type { Rule } from "../rule.ts";

/** Its borrower, lenders, and whoever holds units of its loans. */
const PARTIES = `array(select f.borrower
        union select l.lender from mirror.facility_lenders l where l.facility_id = f.id
        union select h.holder from mirror.drawdowns d join mirror.drawdown_holdings h on h.drawdown_id = d.id
          where d.facility_id = f.id and h.units > 0) as parties`;

/** A report is due by the end of a day in the facility's calendar; told unless it was filed by then. */
const reportRule = (kind: string, days: number): Rule => {
  const instant = `((r.day::bigint + ${String(1 + days)}) * 86400 - (f.terms ->> 'clock')::bigint)`;
  return {
    kind,
    sql: `
    select 'facilities/' || f.id as subject, r.place::text as key, ${instant} as at,
      jsonb_build_object('report', r.place - 1, 'due', (date '1970-01-01' + r.day::integer)::text) as data, ${PARTIES}
    from mirror.facilities f, jsonb_array_elements_text(f.terms -> 'reportDays') with ordinality r(day, place), clock
    where ${instant} >= clock.previous and ${instant} < clock.now
      and f.agreed_at <= ${instant}
      and not exists (select 1 from mirror.facility_events e
        where e.facility_id = f.id and e.name = 'ReportFiled' and e.args ->> 'index' = (r.place - 1)::text
          and e.at < ${instant})`,
  };
};

export const facilityReportDueSoon = reportRule("facility.report-due-soon", -7);
export const facilityReportMissed = reportRule("facility.report-missed", 0);

/** The time to cure a margin call is over, and nobody has recorded a cure: a default may be recorded. */
export const facilityMarginUncured: Rule = {
  kind: "facility.margin-uncured",
  sql: `
    select 'facilities/' || f.id as subject, f.cure_by::text as key, f.cure_by + 1 as at,
      jsonb_build_object('cureBy', f.cure_by::text) as data, ${PARTIES}
    from mirror.facilities f, clock
    where f.cure_by > 0 and f.cure_by + 1 >= clock.previous and f.cure_by + 1 < clock.now and f.ground = 'none'`,
};
