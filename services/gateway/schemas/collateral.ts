import { Type } from "typebox";
import type { Static } from "typebox";

import { PartyRef } from "./ask.ts";
import { closed, Id, Instant, Money, nullable } from "./common.ts";
import { LienId } from "./lien.ts";

export const NewCollateral = Type.Object({ lien: LienId }, closed);
export type NewCollateral = Static<typeof NewCollateral>;

export const Collateral = Type.Object(
  {
    facility: Id,
    asOf: Instant,
    policy: Type.Enum(["lowest", "latest"], { description: "which valuation counts where several hold" }),
    value: Type.Unsafe<Static<typeof Money>>({ ...Money, description: "what all liens count for" }),
    liens: Type.Array(
      Type.Object(
        {
          lien: LienId,
          asset: Id,
          lender: PartyRef,
          secures: Money,
          senior: Type.Unsafe<Static<typeof Money>>({ ...Money, description: "what the liens before it secure" }),
          valuation: nullable(Money),
          counts: Money,
          active: Type.Boolean(),
          usable: Type.Boolean({ description: "the asset is verified, granted, in force, paid for and not withheld" }),
        },
        closed,
      ),
    ),
  },
  closed,
);
