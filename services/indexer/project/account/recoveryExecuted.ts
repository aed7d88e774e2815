import type { Hash } from "../../../domain/brand.ts";
import { appendToAccount, needAccount } from "../accountHistory.ts";
import { projection } from "../projection.ts";
import type { Author } from "./author.ts";

/** The account's new signers follow with its next SignersChanged. */
export const recoveryExecuted = projection<{ id: Hash; seq: bigint; author: Author }>(
  "PartyAccount",
  "RecoveryExecuted",
  {
    need(event, mirror) {
      needAccount(event, mirror);
      mirror.recoveries.need({ account: event.contract.address, id: event.args.id });
    },
    apply(event, mirror) {
      const { args, block, at, contract } = event;
      appendToAccount(event, mirror, args.author.intent);
      const closing = { closedBy: args.author.actor, closedBlock: block, closedAt: at };
      mirror.recoveries.change({ account: contract.address, id: args.id }, { state: "executed", ...closing });
    },
  },
);
