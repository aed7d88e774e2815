import type { Projection } from "../projection.ts";
import {
  conditionSatisfied,
  facilityAccepted,
  facilityAgreed,
  facilityProposed,
  facilityWithdrawn,
} from "./agreement.ts";
import { collateralAttached } from "./collateral.ts";
import { incomeAssigned, incomeCollected } from "./income.ts";
import { coverKept, coverReceived, coverReturned } from "./cover.ts";
import { drawdownClosed, drawn, repaid } from "./drawdown.ts";
import { drawClosed, drawFunded, drawReclaimed, drawRequested } from "./draws.ts";
import { novated, novationConsented, novationOffered } from "./novation.ts";
import {
  drawdownRedeemed,
  drawdownUnitsForced,
  drawdownUnitsFrozen,
  drawdownUnitsMoved,
  drawdownWithdrawn,
  lendingPausedSet,
} from "./units.ts";
import { voteCarried, voteCast, voteOpened, voteReleased } from "./votes.ts";
import { accelerated, cured, defaultRecorded, marginCalled, reportFiled, waived } from "./watch.ts";

/** Everything that the facility contract says and that has a row of its own. */
export const LENDING: readonly Projection[] = [
  accelerated,
  cured,
  defaultRecorded,
  marginCalled,
  reportFiled,
  voteCarried,
  voteCast,
  voteOpened,
  voteReleased,
  waived,
  collateralAttached,
  incomeAssigned,
  incomeCollected,
  conditionSatisfied,
  coverKept,
  coverReceived,
  coverReturned,
  drawClosed,
  drawFunded,
  drawReclaimed,
  drawRequested,
  drawdownClosed,
  drawdownRedeemed,
  drawdownUnitsForced,
  drawdownUnitsFrozen,
  drawdownUnitsMoved,
  drawdownWithdrawn,
  drawn,
  facilityAccepted,
  facilityAgreed,
  facilityProposed,
  facilityWithdrawn,
  lendingPausedSet,
  novated,
  novationConsented,
  novationOffered,
  repaid,
];
