import type { Bug } from "../bug.ts";

export const PARTY_ACCOUNT_BUGS: readonly Bug[] = [
  {
    invariant: "08",
    inSample: true,
    file: "PartyAccount.sol",
    find: "        require(_outcomes[id] == 0, IntentConsumed(id));\n",
    replace: "",
    why: "an intent can be executed again",
  },
  {
    invariant: "08",
    file: "PartyAccount.sol",
    find: "        _outcomes[intent.id] = _outcome(intentHash, FAILED);\n",
    replace: "",
    why: "a failed intent is not consumed",
  },
  {
    invariant: "08",
    file: "PartyAccount.sol",
    find: "        require(block.timestamp >= last.executableAt, RecoveryTooEarly(id, last.executableAt));\n",
    replace: "",
    why: "a recovery is carried out before its delay has passed",
  },
  {
    invariant: "08",
    file: "PartyAccount.sol",
    find: "        require(parties.canSend(address(this)), FrozenPartyCannotCancel(id));\n",
    replace: "",
    why: "a thief with the keys of a frozen party cancels its recovery",
  },
  {
    invariant: "08",
    file: "PartyAccount.sol",
    find: "        require(RecoveryId.unwrap(given) == RecoveryId.unwrap(id), WrongRecovery(given, id));\n",
    replace: "",
    why: "a recovery gives the account signers whom nobody proposed",
  },
  {
    invariant: "08",
    file: "PartyAccount.sol",
    find: "function revokeRecovery(RecoveryId id, bytes32 reason, Author calldata author) external onlyParties {",
    replace: "function revokeRecovery(RecoveryId id, bytes32 reason, Author calldata author) external {",
    why: "anybody cancels a recovery in the guardian's name",
  },
  {
    invariant: "08",
    file: "PartyAccount.sol",
    find: "        require(last.state == RecoveryState.CONFIRMED, WrongRecoveryState(id, last.state));\n",
    replace: "",
    why: "a recovery is carried out that nobody has confirmed, or twice",
  },
  {
    invariant: "14",
    file: "PartyAccount.sol",
    find: "        _recovery.state = RecoveryState.CANCELLED;\n",
    replace: "",
    why: "a cancelled recovery goes on",
  },
  {
    invariant: "14",
    file: "PartyAccount.sol",
    find: "        head = History.append(head, bytes.concat(topic, RecoveryId.unwrap(id), data));\n",
    replace: "        History.append(head, bytes.concat(topic, RecoveryId.unwrap(id), data));\n",
    why: "an account's history leaves its recoveries out",
  },
];
