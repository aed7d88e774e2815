import type { Hash } from "../../../domain/brand.ts";
import { needSigners, recordOutcome } from "../intentOutcome.ts";
import { projection } from "../projection.ts";

/** `epoch` is not the event's own: the account's, as decodeBlock knows it. */
export const intentCancelled = projection<{ id: Hash; epoch: bigint }>("PartyAccount", "IntentCancelled", {
  need({ args: { id, epoch }, contract: { address }, transaction }, mirror) {
    needSigners(mirror, address, transaction.cancellersOf(address, id, epoch));
  },
  apply(event, mirror) {
    const { id, epoch } = event.args;
    const signed = event.transaction.cancellersOf(event.contract.address, id, epoch);
    recordOutcome(event, mirror, { outcome: "cancelled", hash: null, reason: null }, signed);
  },
});
