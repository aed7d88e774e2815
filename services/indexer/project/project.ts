import { appendToAsset, inAssetHistory, needAsset } from "./assetHistory.ts";
import { appendToClaim, inClaimHistory, needClaim } from "./claimHistory.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import { appendToLending, inLendingHistory, needLending } from "./lendingHistory.ts";
import type { Mirror } from "./mirror.ts";
import { noteOverride } from "./overrides.ts";
import type { Projection } from "./projection.ts";
import { PROJECTIONS } from "./projections.ts";

const byEvent = new Map<string, Projection>(PROJECTIONS.map((p) => [`${p.contract}.${p.event}`, p]));

const projectionOf = ({ contract, name }: LedgerEvent): Projection | undefined =>
  byEvent.get(`${contract.name}.${name}`);

/** Asks for all rows that the events read or change. */
export function needRows(events: readonly LedgerEvent[], mirror: Mirror): void {
  for (const event of events) {
    if (inClaimHistory(event)) needClaim(event, mirror);
    if (inAssetHistory(event)) needAsset(event, mirror);
    if (inLendingHistory(event)) needLending(event, mirror);
    projectionOf(event)?.need(event, mirror);
  }
}

/** Changes the rows, event by event. @throws MirrorFault if an event does not fit them */
export function projectEvents(events: readonly LedgerEvent[], mirror: Mirror): void {
  for (const event of events) {
    projectionOf(event)?.apply(event, mirror);
    if (inClaimHistory(event)) appendToClaim(event, mirror);
    if (inAssetHistory(event)) appendToAsset(event, mirror);
    if (inLendingHistory(event)) appendToLending(event, mirror);
    noteOverride(event, mirror);
  }
}
