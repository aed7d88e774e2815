import { parseDate } from "../../domain/date.ts";
import { dayNumber } from "../../domain/dayNumber.ts";
import { ratePpm } from "../../domain/interest.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { facilityFor } from "../queries/facilities.ts";
import type { FacilityTerms } from "../queries/facilities.ts";
import { amended, facilityEvents } from "../queries/facilityEvents.ts";
import { requireParty } from "../queries/parties.ts";
import { callTo } from "./calls.ts";
import { futureSeconds } from "./instants.ts";

interface Changes {
  readonly rate?: string | undefined;
  readonly lateRate?: string | undefined;
  readonly maturity?: string | undefined;
  readonly maxLtvBps?: number | undefined;
  readonly drawLtvBps?: number | undefined;
  readonly graceDays?: number | undefined;
  readonly cureDays?: number | undefined;
  readonly availableUntil?: string | undefined;
}

type VoteInput = { readonly votesBy: string; readonly document: string } & (
  | { readonly motion: "waiver"; readonly until: string }
  | { readonly motion: "amendment"; readonly changes: Changes }
  | { readonly motion: "acceleration" }
);

const DAY = 86_400;

function voting(context: Context, id: string, command: string, name: string, args: readonly unknown[]): Act {
  return {
    command: `facility.${command}`,
    subject: id,
    calls: [callTo(context, "votes", name, [id, ...args])],
    result: { facility: id },
  };
}

/** The borrower asks for a waiver or an amendment; a lender, in default, asks to make all due. */
export async function askVote(context: Context, actor: Actor, id: string, input: VoteInput): Promise<Act> {
  const facility = await facilityFor(context, actor, id);
  const { document } = input;
  const votesBy = futureSeconds(context, input.votesBy, "/votesBy");
  if (input.motion === "waiver") {
    const until = futureSeconds(context, input.until, "/until");
    return voting(context, id, "askWaiver", "askWaiver", [votesBy, until, document]);
  }
  if (input.motion === "acceleration") {
    return voting(context, id, "askAcceleration", "askAcceleration", [votesBy, document]);
  }
  const { terms } = amended(facility, await facilityEvents(context, [facility.id]));
  const change = changed(context, terms, input.changes);
  return voting(context, id, "askAmendment", "askAmendment", [votesBy, change, document]);
}

/** All terms that may change, as they are to be. */
function changed(context: Context, terms: FacilityTerms, to: Changes): object {
  const { rate, lateRate, maturity, cureDays, availableUntil } = to;
  return {
    rate: rate === undefined ? terms.rate : ratePpm(rate, "/changes/rate"),
    lateRate: lateRate === undefined ? terms.lateRate : ratePpm(lateRate, "/changes/lateRate"),
    maturityDay: maturity === undefined ? terms.maturityDay : dayNumber(parseDate(maturity, "/changes/maturity")),
    maxLtvBps: to.maxLtvBps ?? terms.maxLtvBps,
    drawLtvBps: to.drawLtvBps ?? terms.drawLtvBps,
    graceDays: to.graceDays ?? terms.graceDays,
    cureTime: cureDays === undefined ? terms.cureTime : cureDays * DAY,
    availableUntil:
      availableUntil === undefined
        ? terms.availableUntil
        : futureSeconds(context, availableUntil, "/changes/availableUntil"),
  };
}

/** A lender votes for what is asked; its units are locked until the vote is over. */
export async function castBallot(context: Context, actor: Actor, id: string, { vote }: { vote: number }): Promise<Act> {
  await facilityFor(context, actor, id);
  return voting(context, id, "vote", "vote", [vote]);
}

/** Unlocks a voter's units once the vote is over, one's own if nobody is named. */
export async function releaseVoter(
  context: Context,
  actor: Actor,
  id: string,
  { voter }: { voter?: string | undefined },
): Promise<Act> {
  await facilityFor(context, actor, id);
  const account = voter === undefined ? actor.account : (await requireParty(context.db, voter, "/voter")).account;
  return voting(context, id, "releaseVoter", "release", [account]);
}
