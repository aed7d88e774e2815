import { projection } from "../projection.ts";

export const askCancelled = projection<{ ask: bigint }>("Market", "AskCancelled", {
  need({ args: { ask }, contract }, { asks }) {
    asks.need({ market: contract.address, id: ask });
  },
  apply({ args: { ask }, contract, block, at }, { asks }) {
    asks.change({ market: contract.address, id: ask }, { status: "cancelled", closedBlock: block, closedAt: at });
  },
});
