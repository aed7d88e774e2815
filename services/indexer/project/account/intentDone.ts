import type { Hash } from "../../../domain/brand.ts";
import { needSigners, recordOutcome } from "../intentOutcome.ts";
import { projection } from "../projection.ts";

export const intentDone = projection<{ id: Hash; intentHash: Hash }>("PartyAccount", "IntentDone", {
  need({ args: { id, intentHash }, contract: { address }, transaction }, mirror) {
    needSigners(mirror, address, transaction.signersOf(address, id, intentHash));
  },
  apply(event, mirror) {
    const { id, intentHash: hash } = event.args;
    const signed = event.transaction.signersOf(event.contract.address, id, hash);
    recordOutcome(event, mirror, { outcome: "done", hash, reason: null }, signed);
  },
});
