import type { Bug } from "../bug.ts";

export const PARTIES_BUGS: readonly Bug[] = [
  {
    invariant: "08",
    file: "Parties.sol",
    find: "function confirmRecovery(address account, RecoveryId id) external restricted {",
    replace: "function confirmRecovery(address account, RecoveryId id) external {",
    why: "anybody confirms a recovery",
  },
  {
    invariant: "14",
    file: "Parties.sol",
    find: "emit PartyFrozen(account, author.intent, author.actor, reason);",
    replace: "emit PartyFrozen(account, author.intent, account, reason);",
    why: "a freeze names the frozen party as its author",
  },
];
