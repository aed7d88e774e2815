import { projection } from "../projection.ts";

export const pausedSet = projection<{ paused: boolean }>("Receivables", "PausedSet", {
  need({ contract }, { contracts }) {
    contracts.need({ address: contract.address });
  },
  apply({ args: { paused }, contract }, { contracts }) {
    contracts.change({ address: contract.address }, { paused });
  },
});
