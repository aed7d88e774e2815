import type { Hash } from "../../../domain/brand.ts";
import { appendToAccount, needAccount } from "../accountHistory.ts";
import { projection } from "../projection.ts";
import type { Author } from "./author.ts";

export const recoveryCancelled = projection<{ id: Hash; seq: bigint; author: Author; reason: Hash }>(
  "PartyAccount",
  "RecoveryCancelled",
  {
    need(event, mirror) {
      needAccount(event, mirror);
      mirror.recoveries.need({ account: event.contract.address, id: event.args.id });
    },
    apply(event, mirror) {
      const { args, block, at, contract } = event;
      appendToAccount(event, mirror, args.author.intent);
      const closing = { closedBy: args.author.actor, closedBlock: block, closedAt: at, closeReason: args.reason };
      mirror.recoveries.change({ account: contract.address, id: args.id }, { state: "cancelled", ...closing });
    },
  },
);
