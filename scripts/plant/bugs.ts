/** A fault put into a contract on purpose, and the invariant that has to notice it. */
export interface Bug {
  readonly invariant: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}

export const BUGS: readonly Bug[] = [
  {
    invariant: "01",
    file: "Receivables.sol",
    find: "        _retire(msg.sender, ClaimId.unwrap(id), c.terms.units, 0);\n",
    replace: "",
    why: "a cancelled claim keeps its units",
  },
  {
    invariant: "01",
    file: "ClaimToken.sol",
    find: "        _shares[id][to].add(units, received);\n",
    replace: "        _shares[id][to].add(units - 1, received);\n",
    why: "a transfer loses a unit on the way",
  },
  {
    invariant: "02",
    file: "Receivables.sol",
    find: "require(amount <= due, ExceedsDue(id, amount, due));",
    replace: "require(amount <= due + 1, ExceedsDue(id, amount, due));",
    why: "a debtor can pay more than it owes",
  },
  {
    invariant: "02",
    file: "Receivables.sol",
    find: "        if (t.units == paid) _settle(a.id, c, intent);\n",
    replace: "",
    why: "acknowledging what is paid already does not settle",
  },
  {
    invariant: "03",
    file: "Receivables.sol",
    find: "mintFor(msg.sender, address(this), amount, ref)",
    replace: "mintFor(msg.sender, address(this), booked == 0 ? amount : booked, ref)",
    why: "what a wire brings in excess is owed but not there",
  },
  {
    invariant: "03",
    file: "libraries/Distribution.sol",
    find: "if (received != 0) correct(share, -int256(units * received));",
    replace: "",
    why: "a buyer takes past payments along with the units",
  },
  {
    invariant: "03",
    file: "Receivables.sol",
    find: "        if ((uint256(c.debtorPaid) - c.paidOut) * t.units != remainders) return false;\n",
    replace: "        remainders = (uint256(c.debtorPaid) - c.paidOut) * t.units;\n",
    why: "the seller gets at the close what former holders are still owed",
  },
  {
    invariant: "03",
    file: "Cash.sol",
    find: "entitled = msg.sender == to;",
    replace: "entitled = true;",
    why: "cash can be sent into a contract that does not account for it",
  },
  {
    invariant: "03",
    file: "Cash.sol",
    find: "        require(!refUsed[ref], RefUsed(ref));\n",
    replace: "",
    why: "one wire is booked twice",
  },
  {
    invariant: "03b",
    file: "Receivables.sol",
    find: "            _shares[ClaimId.unwrap(a.id)][seller].entitleSole();\n",
    replace: "",
    why: "a seller paid before a smaller acknowledgement gets more than its units",
  },
  {
    invariant: "03b",
    file: "libraries/Distribution.sol",
    find: "return uint256(earned) / issued - share.withdrawn;",
    replace: "return (uint256(earned) / (issued + 1)) - share.withdrawn;",
    why: "a holder's last minor unit is never paid",
  },
  {
    invariant: "04",
    file: "Fingerprints.sol",
    find: "        if (sameNumber) _further[tag] = true;\n        else _first[numberTag] = tag;\n",
    replace: "        if (!sameNumber) _first[numberTag] = tag;\n",
    why: "a second invoice under a number can be taken again",
  },
  {
    invariant: "04",
    file: "Fingerprints.sol",
    find: "for (uint256 i = 0; i < count; ++i) {",
    replace: "for (uint256 i = count - 1; i < count; ++i) {",
    why: "only the tag under the newest key is looked at",
  },
  {
    invariant: "05",
    file: "ClaimToken.sol",
    find: "        require(target.receives(), ERC7943CannotReceive(to));\n",
    replace: "",
    why: "units reach whoever is named",
  },
  {
    invariant: "05",
    file: "libraries/Standings.sol",
    find: "return block.timestamp <= validUntil(s) && !isFrozen(s);",
    replace: "return validUntil(s) != 0 && !isFrozen(s);",
    why: "an expired check counts as valid",
  },
  {
    invariant: "05",
    file: "Cash.sol",
    find: "        require(entitled, CannotReceive(to));\n",
    replace: "",
    why: "cash reaches whoever is named",
  },
  {
    invariant: "06",
    file: "Receivables.sol",
    find: "(forced && t.status == Status.SETTLED);",
    replace: "forced;",
    why: "units move before acknowledgement if the enforcer says so",
  },
  {
    invariant: "06",
    file: "Receivables.sol",
    find: "saleable = t.status == Status.ACKNOWLEDGED;",
    replace: "saleable = t.status != Status.SETTLED;",
    why: "an unacknowledged claim is offered",
  },
  {
    invariant: "07",
    file: "Market.sol",
    find: "        if (paid != 0) cash.transferFrom(msg.sender, a.seller, paid);\n",
    replace: "",
    why: "units are delivered without payment",
  },
  {
    invariant: "07",
    file: "Market.sol",
    find: "        a.token.safeTransferFrom(a.seller, msg.sender, a.id, units, abi.encode(askId));\n",
    replace: "        try a.token.safeTransferFrom(a.seller, msg.sender, a.id, units, abi.encode(askId)) {} catch {}\n",
    why: "payment stands though the units could not be delivered",
  },
  {
    invariant: "08",
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
    invariant: "09",
    file: "Receivables.sol",
    find: "((1 << uint8(Status.SETTLED)) << (8 * uint8(Status.ACKNOWLEDGED)))",
    replace: "(((1 << uint8(Status.SETTLED)) | (1 << uint8(Status.CANCELLED))) << (8 * uint8(Status.ACKNOWLEDGED)))",
    why: "an acknowledged claim can be cancelled",
  },
  {
    invariant: "13",
    file: "Receivables.sol",
    find: "function pay(ClaimId id, uint256 amount) external {",
    replace: "function pay(ClaimId id, uint256 amount) external whenNotPaused {",
    why: "a pause stops debtors from paying",
  },
  {
    invariant: "13",
    file: "ClaimToken.sol",
    find: "function withdrawFor(uint256 id, address holder) public nonReentrant returns (uint256 amount) {",
    replace:
      "function withdrawFor(uint256 id, address holder) public nonReentrant whenNotPaused returns (uint256 amount) {",
    why: "a pause stops holders from withdrawing",
  },
  {
    invariant: "14",
    file: "libraries/History.sol",
    find: "next = keccak256(abi.encode(head, seq, eventHash));",
    replace: "next = keccak256(abi.encode(seq, eventHash));",
    why: "the head forgets what came before",
  },
  {
    invariant: "14",
    file: "Receivables.sol",
    find: "        c.version += 1;\n",
    replace: "",
    why: "a payment does not change the version that asks are bound to",
  },
];
