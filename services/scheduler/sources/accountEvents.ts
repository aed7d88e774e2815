import type { Source } from "../feed/source.ts";

/** Changes of who signs for a party: told to that party. */
export const accountEvents: Source = {
  name: "account events",
  sql: `
    select 'party' as about, e.name, 'parties/' || p.entity as subject, e.block, e.log_index::bigint as place, e.at,
      jsonb_build_object('facts', e.args, 'account', e.account, 'transaction', e.transaction_hash) as data,
      array[e.account] as parties
    from mirror.account_events e join mirror.parties p on p.account = e.account, span
    where e.block > span.first and e.block <= span.last`,
};
