import type { Hash } from "../../../domain/brand.ts";
import type { RecoverySigner } from "../../tables/recoveries.ts";
import { appendToAccount, needAccount } from "../accountHistory.ts";
import { projection } from "../projection.ts";
import type { Author } from "./author.ts";

export const recoveryProposed = projection<{
  id: Hash;
  seq: bigint;
  author: Author;
  reason: Hash;
  threshold: bigint;
  signers: readonly (RecoverySigner & Readonly<Record<string, string>>)[];
}>("PartyAccount", "RecoveryProposed", {
  need(event, mirror) {
    needAccount(event, mirror);
    mirror.recoveries.need({ account: event.contract.address, id: event.args.id });
  },
  apply(event, mirror) {
    const { args, block, at, contract } = event;
    const { id, seq, author, reason, threshold, signers } = args;
    appendToAccount(event, mirror, author.intent);
    mirror.recoveries.insert({
      account: contract.address,
      id,
      seq,
      state: "proposed",
      reason,
      threshold: Number(threshold),
      signers,
      proposedBy: author.actor,
      proposedBlock: block,
      proposedAt: at,
      confirmedBy: null,
      confirmedAt: null,
      executableAt: null,
      closedBy: null,
      closedBlock: null,
      closedAt: null,
      closeReason: null,
    });
  },
});
