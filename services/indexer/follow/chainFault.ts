/** What a node can show that no honest node of this chain shows. */
export type ChainFaultKind =
  | "block-hash-mismatch"
  | "block-replaced"
  | "parent-mismatch"
  | "receipts-root-mismatch"
  | "transactions-root-mismatch"
  | "wrong-block";

/** Both supported chains are final: no retry makes this right, and nothing of the block is written. */
export class ChainFault extends Error {
  override readonly name = "ChainFault";
  readonly kind: ChainFaultKind;
  readonly block: bigint;
  readonly expected: string;
  readonly found: string;

  constructor(kind: ChainFaultKind, block: bigint, expected: string, found: string, what: string) {
    super(`block ${block}: ${what}: expected ${expected}, found ${found}`);
    this.kind = kind;
    this.block = block;
    this.expected = expected;
    this.found = found;
  }
}
