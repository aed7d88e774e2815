import { Type } from "typebox";
import type { Static } from "typebox";

import { closed, Day, Id, Money, Text } from "./common.ts";
import { PartyRoles } from "./admission.ts";

const reason = Type.Unsafe<string>({ ...Text, description: "the order of the court or the authority that it follows" });

export const UnitsFreeze = Type.Object(
  {
    holder: Id,
    amount: Type.Unsafe<{ currency: string; amount: string }>({
      ...Money,
      description: "how much is frozen from now on; 0 lifts it all",
    }),
    reason,
  },
  closed,
);
export const ForcedTransfer = Type.Object({ from: Id, to: Id, amount: Money, reason }, closed);
export const ForcedWithdrawal = Type.Object({ holder: Id, to: Id, reason }, closed);
export const Renewal = Type.Object(
  {
    kybValidUntil: Day,
    roles: Type.Optional(
      Type.Unsafe<Static<typeof PartyRoles>>({ ...PartyRoles, description: "as what it takes part from now on" }),
    ),
  },
  closed,
);
export const Pause = Type.Object({ paused: Type.Boolean() }, closed);
