import type { Rule } from "../rule.ts";
import { nearlyOver } from "./asks.ts";

/** Who bid, who sells, whose liens stand on the asset, and who owns it. */
const CONCERNED = `select s.lender union select b.bidder from mirror.sale_bids b where b.contract = s.contract and b.sale = s.id
  union select l.lender from mirror.liens l where l.asset_id = s.asset_id and l.status = 'active'
  union select owner.value ->> 'account' from mirror.assets t, jsonb_array_elements(t.owners) owner where t.id = s.asset_id`;

/** @param instant in terms of sale `s` */
const saleRule = (kind: string, instant: string): Rule => ({
  kind,
  sql: `
    select 'sales/' || s.id as subject, s.contract || '/' || s.reveal_by as key, ${instant} as at,
      jsonb_build_object('asset', s.asset_id, 'lien', s.lien::text, 'currency', s.currency, 'reserve', s.reserve::text,
        'commitBy', s.commit_by::text, 'revealBy', s.reveal_by::text) as data,
      array(${CONCERNED}) as parties
    from mirror.sales s, clock
    where ${instant} >= clock.previous and ${instant} < clock.now and (s.closed_at is null or s.closed_at > ${instant})`,
});

/** The last tenth of the time for sealed bids has begun, at most a day of it. */
export const saleClosing = saleRule("sale.closing", nearlyOver("s.commit_by", "s.opened_at"));
/** No more bids are taken: those that were made are opened from now on, or lapse. */
export const saleOpening = saleRule("sale.opening", "s.commit_by");
/** Bids are opened: anybody may settle. */
export const saleOver = saleRule("sale.over", "s.reveal_by");
