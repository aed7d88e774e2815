import type { Source } from "../feed/source.ts";
import { behind } from "./behind.ts";

const OFFER = `jsonb_build_object('financier', o.financier, 'seller', o.seller, 'debtor', o.debtor, 'currency', o.currency,
  'limit', o.most::text, 'used', o.used::text, 'rateBps', o.rate, 'basis', o.basis, 'maxDays', o.max_days,
  'until', o.until::text)`;

/** To the financier and to the seller it names; a debtor is not told on what terms its debts are bought. */
const offerSource = (sort: number, name: string, when: string): Source => ({
  name: `standing offers ${when}`,
  sql: `
    select 'standing-offer' as about, '${name}' as name, 'standing-offers/' || o.id as subject, o.${when}_block as block,
      ${behind(sort, "o.id")} as place, o.${when}_at as at, ${OFFER} as data, array[o.financier, o.seller] as parties
    from mirror.standing_offers o, span where o.${when}_block > span.first and o.${when}_block <= span.last`,
});

export const standingOffersMade = offerSource(7, "Made", "made");
export const standingOffersWithdrawn = offerSource(8, "Withdrawn", "closed");
