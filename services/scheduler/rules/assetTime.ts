import { concernedByAsset } from "../assetParties.ts";
import type { Rule } from "../rule.ts";

const DAY = 86_400;

/**
 * What time brings to a right that is in force; told to its owners and to the lenders whose liens on it are active or agreed.
 * The day is part of what tells occasions apart: a payment or a renewal moves it, and the new one is told in its turn, also
 * where it is near already when it is recorded.
 */
const assetRule = (kind: string, instant: string, column: string, condition = "true"): Rule => ({
  kind,
  sql: `
    select 'assets/' || a.id as subject, ${column}::text as key, ${instant} as at,
      jsonb_build_object('office', a.office, 'number', a.number, 'until', ${column}::text) as data,
      array(${concernedByAsset("a.id", ["consented", "active"])}) as parties
    from mirror.assets a, clock
    where a.status in ('pending', 'verified') and ${column} > a.registered_at and ${condition}
      and ${instant} < clock.now`,
});

/** From the registration on, where the day was nearer than that to begin with. */
const before = (column: string, days: number): string => `greatest(${column} - ${String(days * DAY)}, a.registered_at)`;

/** Zero is unknown, the largest uint40 a right without fees. */
const HAS_FEES = "a.fees_paid_until between 1 and 1099511627774";
const FEES = "a.fees_paid_until";
const END = "a.expires_at";

/** A quarter of a year ahead: most offices take fees so long before they fall due. */
export const assetFeeDueSoon = assetRule("asset.fee-due-soon", before(FEES, 90), FEES, HAS_FEES);
export const assetFeeUnpaid = assetRule("asset.fee-unpaid", FEES, FEES, HAS_FEES);
/** Half a year ahead, which is time to renew what can be renewed. */
export const assetExpiring = assetRule("asset.expiring", before(END, 180), END);
export const assetTermEnded = assetRule("asset.term-ended", END, END);
