import { Type } from "typebox";
import type { Static } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Id, IdParams, Instant, Money } from "./common.ts";

export const NewIncome = Type.Object(
  {
    receivable: Type.Unsafe<string>({ ...Id, description: "the borrower's claim, all of it held by the agent" }),
    asset: Type.Unsafe<string>({ ...Id, description: "the borrower's asset that the income flows from" }),
  },
  closed,
);
export type NewIncome = Static<typeof NewIncome>;
export const IncomeParams = Type.Object({ ...IdParams.properties, receivable: Id }, closed);

export const Income = Type.Object(
  {
    facility: Id,
    sources: Type.Array(
      Type.Object(
        {
          receivable: Id,
          asset: Id,
          licensee: PartyRef,
          face: Money,
          received: Type.Unsafe<Static<typeof Money>>({ ...Money, description: "paid on the claim so far" }),
          collected: Type.Unsafe<Static<typeof Money>>({ ...Money, description: "of it, paid on the facility" }),
          assignedAt: Instant,
        },
        closed,
      ),
    ),
  },
  closed,
);
