import { callMargin, cureBreach, fileReport, recordDefault } from "../commands/covenants.ts";
import { askVote, castBallot, releaseVoter } from "../commands/votes.ts";
import type { Context } from "../context.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import { NewBallot, NewDefault, NewReport, NewVote, VoteRelease } from "../schemas/covenant.ts";
import { actsOn } from "./actsOn.ts";
import type { App } from "./app.ts";

/** What a borrower has promised beside paying, what follows when it does not keep it, and how its lenders decide. */
export function registerCovenantRoutes(app: App, context: Context): void {
  const offer = actsOn(app, context, "/v1/facilities", "facilities", IdParams);
  offer("reports", "The borrower files a report", NewReport, fileReport);
  offer("margin-calls", "Record that the collateral is worth too little; draws stop", Nothing, callMargin);
  offer("defaults", "Record a default that is one by now; draws stop", NewDefault, recordDefault);
  offer("cures", "End margin call and default, once what was breached is no more", Nothing, cureBreach);
  offer("votes", "The borrower asks for a waiver or an amendment, a lender to make all due", NewVote, askVote);
  offer(
    "ballots",
    "A lender votes for what is asked; its units are locked until the vote is over",
    NewBallot,
    castBallot,
  );
  offer("releases", "Unlock a voter's units once the vote is over", VoteRelease, releaseVoter);
}
