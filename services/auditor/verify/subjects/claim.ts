import type { Address, Hash } from "../../../domain/brand.ts";
import { isCurrency } from "../../../domain/currency.ts";
import type { BundleOf } from "../../format/bundle.ts";
import { CLAIM_EVENTS } from "../../format/histories/claim.ts";
import { historyReader } from "../../format/historyEvent.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import { storedClaim } from "../../format/stored.ts";
import { checkIssuer } from "../check/issuer.ts";
import { checkStatus } from "../check/status.ts";
import { must } from "../problem.ts";
import type { Subject } from "./subject.ts";

type StoredClaim = ReturnType<typeof storedClaim>;

const readClaimEvent = historyReader(CLAIM_EVENTS, "uint256");
/** What anyone may bring about: the money only goes to whom it is due. */
const ANYONES = new Set(["Withdrawn", "Redeemed", "Refunded", "Closed"]);
/** What says which document the claim rests on; an amendment may name another. */
const ROOTED = new Set(["Registered", "Amended"]);

export function claimSubject(bundle: BundleOf<"claim">): Subject<StoredClaim> {
  const { subject, state } = bundle;
  return {
    called: "claim",
    keeper: "receivables",
    readEvents: () => bundle.events.map(readClaimEvent).map((event, at) => ofClaim(event, at, subject)),
    stored: (ledger) => storedClaim(subject, ledger),
    checkState: (stored, events) => {
      checkStatus(state, stored, events);
    },
    status: state.status,
    checkOrigin: (ledger, stored, [registered]) => {
      must(registered !== undefined, "there is no event");
      return checkIssuer(bundle, ledger, registered, stored);
    },
    authorOf: claimAuthor,
    isAnyones: ({ name }) => ANYONES.has(name),
    rootOf: (events) => events.findLast(({ name }) => ROOTED.has(name))?.facts["documentRoot"] as Hash | undefined,
    currencyOf: ([registered]) => {
      const code = registered?.facts["currency"];
      return typeof code === "string" && isCurrency(code) ? code : null;
    },
  };
}

function ofClaim(event: HistoryEvent, at: number, claim: Hash): HistoryEvent {
  const { name, subject } = event;
  must(subject === claim, `event ${at + 1} (${name}) belongs to claim ${subject}`);
  must((name === "Registered") === (at === 0), `${name} cannot stand in place ${at + 1}: a claim begins once`);
  return event;
}

function claimAuthor({ name, facts }: HistoryEvent, events: readonly HistoryEvent[]): unknown {
  const debtor = events[0]?.facts["debtor"] as Address | undefined;
  const authors: Readonly<Record<string, unknown>> = {
    Registered: facts["seller"],
    Acknowledged: debtor,
    Disputed: debtor,
    Rejected: debtor,
    Credited: debtor,
    DiscountTaken: debtor,
    WireRecalled: facts["bank"],
    CreditDeclined: facts["by"],
    CoverDemanded: facts["holder"],
    GuaranteeOffered: facts["arranger"],
    PutMade: facts["holder"],
    PutWithdrawn: facts["holder"],
    ...(facts["source"] !== "dilution" && { Paid: facts["payer"] }),
  };
  return authors[name];
}
