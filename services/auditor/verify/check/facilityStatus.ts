import type { Address, Hash } from "../../../domain/brand.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import type { FacilityState } from "../../format/state.ts";
import { lentIn } from "../../format/lent.ts";
import { must } from "../problem.ts";

/** What the events alone leave of a facility: payments on a drawdown stand in that one's own history. */
export interface ReplayedFacility extends Omit<FacilityState, "drawdowns"> {
  /** Principal by drawdown. */
  readonly lent: ReadonlyMap<Hash, bigint>;
  /** Whoever has or had a commitment. */
  readonly lenders: ReadonlySet<Address>;
}

const STATUS_AFTER: Readonly<Record<string, FacilityState["status"]>> = {
  FacilityProposed: "proposed",
  FacilityAgreed: "agreed",
  FacilityWithdrawn: "withdrawn",
  MarginCalled: "suspended",
  DefaultRecorded: "suspended",
  Cured: "agreed",
  Waived: "agreed",
  Accelerated: "accelerated",
};

/** @throws Refused */
export function replayFacility(events: readonly HistoryEvent[]): ReplayedFacility {
  const [proposed] = events;
  must(proposed !== undefined, "there is no event");
  const { borrower, agent, currency } = proposed.facts;
  return {
    borrower: borrower as Address,
    agent: agent as Address,
    currency: String(currency),
    status: events.reduce<FacilityState["status"]>((status, { name }) => STATUS_AFTER[name] ?? status, "none"),
    lent: lentIn(events),
    lenders: new Set([
      ...(proposed.facts["commitments"] as readonly (readonly [Address, string])[]).map(([lender]) => lender),
      ...events.flatMap(({ name, facts }) => (name === "Novated" ? [facts["to"] as Address] : [])),
    ]),
  };
}
