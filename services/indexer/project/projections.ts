import type { Projection } from "./projection.ts";
import { intentCancelled } from "./account/intentCancelled.ts";
import { intentDone } from "./account/intentDone.ts";
import { intentFailed } from "./account/intentFailed.ts";
import { recoveryCancelled } from "./account/recoveryCancelled.ts";
import { recoveryConfirmed } from "./account/recoveryConfirmed.ts";
import { recoveryExecuted } from "./account/recoveryExecuted.ts";
import { recoveryProposed } from "./account/recoveryProposed.ts";
import { signersChanged } from "./account/signersChanged.ts";
import { ASSET_PROJECTIONS } from "./assets/projections.ts";
import { SALE_PROJECTIONS } from "./sales/projections.ts";
import { LIEN_PROJECTIONS } from "./liens/projections.ts";
import { LENDING } from "./facilities/lending.ts";
import { COVER_PROJECTIONS } from "./guarantees/projections.ts";
import { attested } from "./attestations/attested.ts";
import { revoked } from "./attestations/revoked.ts";
import { minted } from "./cash/minted.ts";
import { payoutPaid } from "./cash/payoutPaid.ts";
import { payoutRejected } from "./cash/payoutRejected.ts";
import { payoutRequested } from "./cash/payoutRequested.ts";
import { recalled } from "./cash/recalled.ts";
import { transfer } from "./cash/transfer.ts";
import { askCancelled } from "./market/askCancelled.ts";
import { asked } from "./market/asked.ts";
import { askTaken } from "./market/askTaken.ts";
import { bidAccepted } from "./market/bidAccepted.ts";
import { bidCountered } from "./market/bidCountered.ts";
import { bidPassed } from "./market/bidPassed.ts";
import { bidPlaced } from "./market/bidPlaced.ts";
import { bidWithdrawn } from "./market/bidWithdrawn.ts";
import { limitSet } from "./market/limitSet.ts";
import { limitUsed } from "./market/limitUsed.ts";
import { roundClosed } from "./market/roundClosed.ts";
import { salesEntrusted } from "./market/salesEntrusted.ts";
import { standingOfferMade } from "./market/standingOfferMade.ts";
import { standingOfferTaken } from "./market/standingOfferTaken.ts";
import { standingOfferWithdrawn } from "./market/standingOfferWithdrawn.ts";
import { partyAdmitted } from "./parties/partyAdmitted.ts";
import { partyFrozen } from "./parties/partyFrozen.ts";
import { partyUnfrozen } from "./parties/partyUnfrozen.ts";
import { partyUpdated } from "./parties/partyUpdated.ts";
import { systemSealed } from "./parties/systemSealed.ts";
import { policySet } from "./policies/policySet.ts";
import { acknowledged } from "./receivables/acknowledged.ts";
import { cancelled } from "./receivables/cancelled.ts";
import { closed } from "./receivables/closed.ts";
import { paid } from "./receivables/paid.ts";
import { pausedSet } from "./receivables/pausedSet.ts";
import { redeemed } from "./receivables/redeemed.ts";
import { refunded } from "./receivables/refunded.ts";
import { registered } from "./receivables/registered.ts";
import { settled } from "./receivables/settled.ts";
import { suspended } from "./receivables/suspended.ts";
import { transferSingle } from "./receivables/transferSingle.ts";
import { unitsFrozen } from "./receivables/unitsFrozen.ts";
import { unitsForced } from "./receivables/unitsForced.ts";
import { withdrawn } from "./receivables/withdrawn.ts";
import { amended } from "./servicing/amended.ts";
import { amendmentProposed } from "./servicing/amendmentProposed.ts";
import { boughtBack } from "./servicing/boughtBack.ts";
import { creditDeclined } from "./servicing/creditDeclined.ts";
import { creditPaid } from "./servicing/creditPaid.ts";
import { creditProposed } from "./servicing/creditProposed.ts";
import { credited } from "./servicing/credited.ts";
import { disputeWithdrawn } from "./servicing/disputeWithdrawn.ts";
import { disputed } from "./servicing/disputed.ts";
import { discountGranted } from "./servicing/discountGranted.ts";
import { discountTaken } from "./servicing/discountTaken.ts";
import { putMade } from "./servicing/putMade.ts";
import { putWithdrawn } from "./servicing/putWithdrawn.ts";
import { recourseGiven } from "./servicing/recourseGiven.ts";
import { rejected } from "./servicing/rejected.ts";
import { wireRecalled } from "./servicing/wireRecalled.ts";
import { writtenOff } from "./servicing/writtenOff.ts";

/** Everything that has a row of its own. Events of a claim's history enter it besides, see claimHistory.ts. */
export const PROJECTIONS: readonly Projection[] = [
  acknowledged,
  askCancelled,
  asked,
  askTaken,
  attested,
  bidAccepted,
  bidCountered,
  bidPassed,
  bidPlaced,
  bidWithdrawn,
  cancelled,
  closed,
  intentCancelled,
  intentDone,
  intentFailed,
  limitSet,
  limitUsed,
  minted,
  paid,
  partyAdmitted,
  partyFrozen,
  partyUnfrozen,
  partyUpdated,
  pausedSet,
  payoutPaid,
  payoutRejected,
  payoutRequested,
  policySet,
  recalled,
  recoveryCancelled,
  recoveryConfirmed,
  recoveryExecuted,
  recoveryProposed,
  redeemed,
  refunded,
  registered,
  revoked,
  roundClosed,
  salesEntrusted,
  settled,
  signersChanged,
  standingOfferMade,
  standingOfferTaken,
  standingOfferWithdrawn,
  suspended,
  systemSealed,
  transfer,
  transferSingle,
  unitsFrozen,
  unitsForced,
  withdrawn,
  amended,
  amendmentProposed,
  boughtBack,
  creditDeclined,
  creditPaid,
  creditProposed,
  credited,
  disputeWithdrawn,
  disputed,
  discountGranted,
  discountTaken,
  putMade,
  putWithdrawn,
  recourseGiven,
  rejected,
  wireRecalled,
  writtenOff,
  ...ASSET_PROJECTIONS,
  ...LIEN_PROJECTIONS,
  ...SALE_PROJECTIONS,
  ...LENDING,
  ...COVER_PROJECTIONS,
];
