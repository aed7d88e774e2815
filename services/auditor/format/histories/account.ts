import type { Histories } from "../historyEvent.ts";

/** As IPartyAccount.Custody; none has the number zero. */
export const CUSTODIES = [undefined, "operator-held", "own", "own-hsm"] as const;

const SIGNERS = ["signers", "(address,uint8)[]", { columns: [undefined, CUSTODIES] }] as const;
const AUTHOR: Histories[string] = [
  ["actor", "(address"],
  ["intent", "bytes32)"],
];

/** What follows the sequence number, and the intent where no author is named; see IPartyAccount. */
export const ACCOUNT_EVENTS: Histories = {
  SignersChanged: [["threshold", "uint8"], SIGNERS],
  RecoveryProposed: [...AUTHOR, ["reason", "bytes32"], ["threshold", "uint8"], SIGNERS],
  RecoveryConfirmed: [...AUTHOR, ["executableAt", "uint48"]],
  RecoveryCancelled: [...AUTHOR, ["reason", "bytes32"]],
  RecoveryExecuted: AUTHOR,
};
