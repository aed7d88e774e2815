import type { Source } from "../feed/source.ts";

/** A party is frozen, or thawed: told to it and to who ordered it. */
export const partyFreezes: Source = {
  name: "party freezes",
  sql: `
    select 'party' as about, case o.kind when 'freeze' then 'Frozen' else 'Unfrozen' end as name,
      'parties/' || p.entity as subject, o.block, o.log_index::bigint as place, o.at,
      jsonb_build_object('account', o.account, 'actor', o.actor, 'reason', o.reason, 'transaction', o.transaction_hash) as data,
      array[o.account, o.actor] as parties
    from mirror.overrides o join mirror.parties p on p.account = o.account, span
    where o.kind in ('freeze', 'unfreeze') and o.block > span.first and o.block <= span.last`,
};
