import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, nullable } from "./common.ts";

export const LIMIT_SUBJECTS = ["seller", "debtor"] as const;

export const Limit = Type.Object(
  {
    subject: Type.Enum([...LIMIT_SUBJECTS], { description: "of claims that it registered, or that it owes" }),
    party: PartyRef,
    limit: nullable(Type.Unsafe<object>(Type.Ref("Money"))),
    used: Type.Unsafe<object>({ ...Type.Ref("Money"), description: "exposure, as the ledger last counted it" }),
    planned: Type.Unsafe<object>({ ...Type.Ref("Money"), description: "open bids of one's own" }),
    available: nullable(Type.Unsafe<object>(Type.Ref("Money"))),
  },
  closed,
);
