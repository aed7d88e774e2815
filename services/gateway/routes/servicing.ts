import { actorIn } from "../auth/plugin.ts";
import { grantDiscount, takeDiscount } from "../commands/discounts.ts";
import {
  acceptAmendment,
  acceptCredit,
  buyBack,
  declineCredit,
  dispute,
  giveRecourse,
  payCredit,
  proposeAmendment,
  proposeCredit,
  put,
  reject,
  withdrawDispute,
  withdrawPut,
  writeOff,
} from "../commands/servicing.ts";
import type { Context } from "../context.ts";
import { putsOn } from "../queries/servicing.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import {
  AcceptedAmendment,
  DueDate,
  NewCredit,
  NewDiscount,
  NewDispute,
  NewRecourse,
  OfHolder,
  OfHolderOrSelf,
  OneAmount,
  Puts,
  Reason,
} from "../schemas/servicing.ts";
import { actsOn } from "./actsOn.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "servicing";

/** What happens to a claim between acknowledgement and the last payment. */
export function registerServicingRoutes(app: App, context: Context): void {
  const offer = actsOn(app, context, "/v1/receivables", tag, IdParams);
  offer("rejection", "The debtor says why it does not acknowledge", Reason, reject);
  offer("dispute", "The debtor disputes a part of what it acknowledged", NewDispute, dispute);
  offer("dispute/withdrawal", "The debtor no longer disputes", Reason, withdrawDispute);
  offer("credit-notes", "The seller issues a credit note for the debtor to accept", NewCredit, proposeCredit);
  offer("credit-notes/acceptance", "The debtor accepts the open credit note", OneAmount, acceptCredit);
  offer(
    "credit-notes/decline",
    "The debtor declines the open credit note, or the seller takes it back",
    Reason,
    declineCredit,
  );
  offer("credit-payments", "The seller pays on what it owes for credit notes", OneAmount, payCredit);
  offer(
    "amendment",
    "The seller asks for another due date, while it holds all and nothing is paid",
    DueDate,
    proposeAmendment,
  );
  offer(
    "amendment/acceptance",
    "The debtor accepts the due date, and the corrected document, that were asked for",
    AcceptedAmendment,
    acceptAmendment,
  );
  offer("recourse", "The seller promises to buy back what the debtor does not pay", NewRecourse, giveRecourse);
  offer("discount", "The seller grants a cash discount, once and before it sells", NewDiscount, grantDiscount);
  offer("discount/taking", "The debtor, who has paid the rest in time, keeps the discount", Nothing, takeDiscount);
  offer("puts", "A holder demands that the seller buys back", OneAmount, put);
  offer("puts/withdrawal", "Give a put up; anybody may for a settled claim", OfHolderOrSelf, withdrawPut);
  offer("buy-backs", "The seller buys back what a holder has put", OfHolder, buyBack);
  offer("write-off", "The registrar records that the debtor is not expected to pay", Reason, writeOff);
  app.get(
    "/v1/receivables/:id/puts",
    read({
      tag,
      summary: "Puts that wait for the seller: all for it, one's own for a holder",
      answer: Puts,
      params: IdParams,
    }),
    async (request) => putsOn(context, actorIn(request), request.params.id),
  );
}
