import { concernedByAsset } from "../assetParties.ts";
import type { Source } from "../feed/source.ts";

/**
 * An asset's history and its liens'; for its owners, every lender that has or had a lien on it, who acted, and whom the event
 * itself names, such as a former owner that agrees to a transfer.
 */
export const assetEvents: Source = {
  name: "asset events",
  sql: `
    select case when e.name like 'Lien%' then 'lien' else 'asset' end as about,
      regexp_replace(e.name, '^(Lien|Asset)', '') as name,
      case when e.name like 'Lien%' then 'liens/' || (e.args ->> 'lien') else 'assets/' || e.asset_id end as subject,
      e.block, e.log_index::bigint as place, e.at,
      jsonb_build_object('asset', e.asset_id, 'facts', e.args, 'actor', e.actor, 'transaction', e.transaction_hash) as data,
      array(
        ${concernedByAsset("e.asset_id")}
        union select e.actor
        union select named.value from jsonb_each_text(e.args) named where named.value ~ '^0x[0-9a-f]{40}$'
      ) as parties
    from mirror.asset_events e, span
    where e.block > span.first and e.block <= span.last`,
};
