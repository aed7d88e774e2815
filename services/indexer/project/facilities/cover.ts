import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

interface Shared {
  readonly id: bigint;
  readonly amount: bigint;
  readonly covered: bigint;
  readonly owed: bigint;
  readonly [name: string]: bigint;
}

/** The units share the amount beside the debt: guarantors paid it, or it was another drawdown's that lacks nothing. */
export const coverReceived = projection<Shared>("Facilities", "CoverReceived", {
  apply({ args: { id, amount, covered, owed } }, { drawdowns }) {
    const key = { id: idOf(id) };
    const { received, version } = drawdowns.get(key);
    drawdowns.change(key, { received: received + amount, version: version + 1n, covered, coverOwed: owed });
  },
});

/** Of the last payment, so much is not the lenders'. */
export const coverReturned = projection<Shared>("Facilities", "CoverReturned", {
  apply({ args: { id, amount, covered, owed } }, { drawdowns }) {
    const key = { id: idOf(id) };
    const { received, version } = drawdowns.get(key);
    drawdowns.change(key, { received: received - amount, version: version + 1n, covered, coverOwed: owed });
  },
});

export const coverKept = projection<{ id: bigint; returned: bigint }>("Facilities", "CoverKept", {
  apply({ args: { id, returned } }, { facilities }) {
    facilities.change({ id: idOf(id) }, { coverReturned: returned });
  },
});
