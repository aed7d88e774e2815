import type { Hash, Hex } from "../../../domain/brand.ts";
import { needSigners, recordOutcome } from "../intentOutcome.ts";
import { projection } from "../projection.ts";

export const intentFailed = projection<{ id: Hash; intentHash: Hash; reason: Hex }>("PartyAccount", "IntentFailed", {
  need({ args: { id, intentHash }, contract: { address }, transaction }, mirror) {
    needSigners(mirror, address, transaction.signersOf(address, id, intentHash));
  },
  apply(event, mirror) {
    const { id, intentHash: hash, reason } = event.args;
    const signed = event.transaction.signersOf(event.contract.address, id, hash);
    recordOutcome(event, mirror, { outcome: "failed", hash, reason }, signed);
  },
});
