import { projection } from "../projection.ts";

/** A sale closes its ask itself. */
export const roundClosed = projection<{ ask: bigint; winner: bigint }>("Market", "RoundClosed", {
  need({ args: { ask }, contract }, { asks }) {
    asks.need({ market: contract.address, id: ask });
  },
  apply({ args: { ask, winner }, contract, block, at }, { asks }) {
    if (winner !== 0n) return;
    asks.change({ market: contract.address, id: ask }, { status: "unsold", closedBlock: block, closedAt: at });
  },
});
