import type { Rule } from "./rule.ts";
import { askExpired } from "./rules/askExpired.ts";
import { attestationExpired, attestationExpiring } from "./rules/attestationExpiry.ts";
import { askExpiring, roundClosing, roundOver } from "./rules/asks.ts";
import { bidExpired, bidExpiring } from "./rules/bids.ts";
import { assetExpiring, assetFeeDueSoon, assetFeeUnpaid, assetTermEnded } from "./rules/assetTime.ts";
import { buyBackBreached } from "./rules/buyBackBreached.ts";
import { disputeUnresolved } from "./rules/disputeUnresolved.ts";
import { facilityMarginUncured, facilityReportDueSoon, facilityReportMissed } from "./rules/facilityTime.ts";
import { guaranteeExpired, guaranteeExpiring } from "./rules/guaranteeValidity.ts";
import { partyKybExpired, partyKybExpiring } from "./rules/partyKyb.ts";
import { saleClosing, saleOpening, saleOver } from "./rules/sales.ts";
import { receivableDefaulted } from "./rules/receivableDefaulted.ts";
import { receivableDue } from "./rules/receivableDue.ts";
import { receivableDueSoon } from "./rules/receivableDueSoon.ts";
import { receivableDueTomorrow } from "./rules/receivableDueTomorrow.ts";
import { receivableOverdue } from "./rules/receivableOverdue.ts";

/** Everything that time brings. */
export const RULES: readonly Rule[] = [
  askExpired,
  attestationExpired,
  attestationExpiring,
  askExpiring,
  bidExpired,
  bidExpiring,
  assetExpiring,
  assetFeeDueSoon,
  assetFeeUnpaid,
  assetTermEnded,
  buyBackBreached,
  disputeUnresolved,
  facilityMarginUncured,
  facilityReportDueSoon,
  facilityReportMissed,
  guaranteeExpired,
  guaranteeExpiring,
  partyKybExpired,
  partyKybExpiring,
  receivableDefaulted,
  receivableDue,
  receivableDueSoon,
  receivableDueTomorrow,
  receivableOverdue,
  roundClosing,
  roundOver,
  saleClosing,
  saleOpening,
  saleOver,
];
