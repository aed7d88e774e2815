export interface Edit {
  /** Below contracts/. */
  readonly file: string;
  /** Must stand there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A bug that one invariant exists to catch. */
export interface PlantedBug {
  /** Number of the invariant in the catalogue, as in the test's name. */
  readonly invariant: string;
  readonly why: string;
  readonly edits: readonly Edit[];
}

export const BUGS: readonly PlantedBug[] = [
  {
    invariant: "01",
    why: "a transfer credits one unit too many",
    edits: [
      {
        file: "libraries/Distribution.sol",
        find: "share.units += uint96(units);",
        replace: "share.units += uint96(units) + 1;",
      },
    ],
  },
  {
    invariant: "02",
    why: "a payment may exceed what is due",
    edits: [{ file: "Receivables.sol", find: "require(amount <= due, ExceedsDue(id, amount, due));", replace: "due;" }],
  },
  {
    invariant: "03",
    why: "what a wire brings in excess is owed but not there",
    edits: [
      {
        file: "Receivables.sol",
        find: ".cash.mintFor(msg.sender, address(this), amount, ref);",
        replace: ".cash.mintFor(msg.sender, address(this), booked == 0 ? amount : booked, ref);",
      },
    ],
  },
  {
    invariant: "03b",
    why: "shares are taken of one unit more than was issued",
    edits: [
      {
        file: "libraries/Distribution.sol",
        find: "uint256(earned) / issued - share.withdrawn",
        replace: "uint256(earned) / (issued + 1) - share.withdrawn",
      },
    ],
  },
  {
    invariant: "04",
    why: "an invoice can be registered twice",
    edits: [
      { file: "Fingerprints.sol", find: "require(first != tag && !_further[tag], TagTaken(tag));", replace: "" },
      {
        file: "Receivables.sol",
        find: "require(_claims[id].terms.status == Status.NONE, ClaimExists(id));",
        replace: "",
      },
    ],
  },
  {
    invariant: "05",
    why: "units reach a frozen, expired or unknown party",
    edits: [
      { file: "ClaimToken.sol", find: "require(target.receives(), ERC7943CannotReceive(to));", replace: "target;" },
    ],
  },
  {
    invariant: "06",
    why: "units of a claim that nobody acknowledged can be moved",
    edits: [
      {
        file: "Receivables.sol",
        find: "movable = t.status == Status.ACKNOWLEDGED ||",
        replace: "movable = t.status == Status.REGISTERED || t.status == Status.ACKNOWLEDGED ||",
      },
    ],
  },
  {
    invariant: "07",
    why: "a sale of an even number of units moves no cash",
    edits: [
      {
        file: "Market.sol",
        find: "if (paid != 0) cash.transferFrom(",
        replace: "if (units % 2 == 1) cash.transferFrom(",
      },
    ],
  },
  {
    invariant: "08",
    why: "an intent can be executed again",
    edits: [{ file: "PartyAccount.sol", find: "require(_outcomes[id] == 0, IntentConsumed(id));", replace: "" }],
  },
  {
    invariant: "09",
    why: "any status can turn into any other",
    edits: [
      { file: "Receivables.sol", find: "require(listed, ForbiddenTransition(id, from, to));", replace: "listed; id;" },
    ],
  },
  {
    invariant: "13",
    why: "a pause stops the debtor's payment",
    edits: [
      {
        file: "Receivables.sol",
        find: "function pay(ClaimId id, uint256 amount) external {",
        replace: "function pay(ClaimId id, uint256 amount) external whenNotPaused {",
      },
    ],
  },
  {
    invariant: "14",
    why: "the history head does not cover the sequence number as emitted",
    edits: [
      {
        file: "libraries/History.sol",
        find: "keccak256(abi.encode(head, seq, eventHash))",
        replace: "keccak256(abi.encode(head, seq + 1, eventHash))",
      },
    ],
  },
];
