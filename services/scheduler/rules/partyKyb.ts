import type { Rule } from "../rule.ts";

/** The check of a party ends; told to the party and to the registrar. `valid_until` is the end of a day in UTC. */
const kybRule = (kind: string, instant: string, condition: string): Rule => ({
  kind,
  sql: `
    select 'parties/' || p.entity as subject, p.valid_until::text as key, ${instant} as at,
      jsonb_build_object('account', p.account, 'validUntil', p.valid_until::text) as data,
      array(select p.account union select clock.operator) as parties
    from mirror.parties p, clock where ${condition}`,
});

const SOON = String(30 * 86_400);

/** The thirtieth day before the end has come; not told of a check that was shorter to begin with and has ended. */
export const partyKybExpiring = kybRule(
  "party.kyb-expiring",
  `greatest(p.valid_until - ${SOON}, p.admitted_at)`,
  "p.valid_until > p.admitted_at",
);

export const partyKybExpired = kybRule("party.kyb-expired", "p.valid_until", "true");
