import type { Hash } from "../../../domain/brand.ts";
import { isCurrency } from "../../../domain/currency.ts";
import type { BundleOf } from "../../format/bundle.ts";
import { FACILITY_EVENTS } from "../../format/histories/facility.ts";
import { historyReader } from "../../format/historyEvent.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import { storedFacility } from "../../format/stored.ts";
import { replayFacility } from "../check/facilityStatus.ts";
import { mustBeSame } from "../check/sameState.ts";
import { must } from "../problem.ts";
import type { Subject } from "./subject.ts";

const readFacilityEvent = historyReader(FACILITY_EVENTS, "uint256");
const PROPOSED = "FacilityProposed";

/** A facility with what was drawn under it. */
export function facilitySubject({
  subject,
  state,
  events,
}: BundleOf<"facility">): Subject<ReturnType<typeof storedFacility>> {
  return {
    called: "facility",
    keeper: "facilities",
    readEvents: () =>
      events.map(readFacilityEvent).map((event, at) => {
        must(event.subject === subject, `event ${at + 1} (${event.name}) belongs to facility ${event.subject}`);
        must(
          (event.name === PROPOSED) === (at === 0),
          `${event.name} cannot stand in place ${at + 1}: a facility begins once`,
        );
        return event;
      }),
    stored: (ledger) =>
      storedFacility(
        subject,
        state.drawdowns.map(({ drawdown }) => drawdown),
        ledger,
      ),
    checkState: (stored, read) => {
      mustBeSame(state, stored.state, "on the ledger");
      const { borrower, agent, currency, status, lent } = replayFacility(read);
      const { drawdowns, ...claimed } = state;
      mustBeSame(claimed, { borrower, agent, currency, status }, "by what the events tell");
      const principals = drawdowns.map(({ drawdown, principal }) => [drawdown, principal]);
      mustBeSame({ drawdowns: principals }, { drawdowns: [...lent] }, "by what the events tell");
    },
    status: state.status,
    checkOrigin: (ledger, _stored, read) => {
      const { borrower, agent, lenders } = replayFacility(read);
      for (const account of [borrower, agent, ...lenders]) ledger.party(account);
      return `proposed by ${borrower}, an admitted party, as are its agent and all ${lenders.size} lender(s)`;
    },
    authorOf,
    isAnyones: () => false,
    rootOf: ([proposed]) => proposed?.facts["documentRoot"] as Hash | undefined,
    currencyOf: ([proposed]) => {
      const code = proposed?.facts["currency"];
      return typeof code === "string" && isCurrency(code) ? code : null;
    },
  };
}

/** Whoever may do an act that is not named here is no certain party: a lender who is one at that time, or any party. */
function authorOf({ name, facts }: HistoryEvent, [proposed]: readonly HistoryEvent[]): unknown {
  const { borrower, agent } = proposed?.facts ?? {};
  const authors: Readonly<Record<string, unknown>> = {
    FacilityProposed: borrower,
    FacilityAccepted: facts["lender"],
    ConditionSatisfied: agent,
    DrawRequested: borrower,
    DrawFunded: facts["lender"],
    NovationOffered: facts["from"],
    NovationConsented: borrower,
    Novated: facts["to"],
    ReportFiled: borrower,
    VoteCast: facts["voter"],
    IncomeAssigned: agent,
    GuaranteeOffered: facts["arranger"],
    CoverDemanded: facts["holder"],
  };
  return authors[name] ?? facts["by"];
}
