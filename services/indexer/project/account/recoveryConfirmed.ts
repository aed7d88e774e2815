import type { Hash } from "../../../domain/brand.ts";
import { appendToAccount, needAccount } from "../accountHistory.ts";
import { projection } from "../projection.ts";
import type { Author } from "./author.ts";

export const recoveryConfirmed = projection<{ id: Hash; seq: bigint; author: Author; executableAt: bigint }>(
  "PartyAccount",
  "RecoveryConfirmed",
  {
    need(event, mirror) {
      needAccount(event, mirror);
      mirror.recoveries.need({ account: event.contract.address, id: event.args.id });
    },
    apply(event, mirror) {
      const { id, author, executableAt } = event.args;
      const account = event.contract.address;
      appendToAccount(event, mirror, author.intent);
      const confirmation = { confirmedBy: author.actor, confirmedAt: event.at, executableAt };
      mirror.recoveries.change({ account, id }, { state: "confirmed", ...confirmation });
    },
  },
);
