import type { Source } from "../feed/source.ts";
import { behind } from "./behind.ts";

/** A sale is every enterprise's and financier's to know of: who is to bid has to. What becomes of it the asset's events tell. */
export const salesOpened: Source = {
  name: "sales opened",
  sql: `
    select 'sale' as about, 'Opened' as name, 'sales/' || s.id as subject, s.opened_block as block,
      ${behind(9, "s.id")} as place, s.opened_at as at,
      jsonb_build_object('asset', s.asset_id, 'office', a.office, 'number', a.number, 'currency', s.currency,
        'reserve', s.reserve::text, 'commitBy', s.commit_by::text, 'revealBy', s.reveal_by::text) as data,
      array(select p.account from mirror.parties p where p.roles & 3 <> 0) as parties
    from mirror.sales s join mirror.assets a on a.id = s.asset_id, span
    where s.opened_block > span.first and s.opened_block <= span.last`,
};
