import type { Bug } from "../bug.ts";

export const HISTORY_BUGS: readonly Bug[] = [
  {
    invariant: "14",
    inSample: true,
    file: "libraries/History.sol",
    find: "next = keccak256(abi.encode(head, seq, eventHash));",
    replace: "next = keccak256(abi.encode(seq, eventHash));",
    why: "the head forgets what came before",
  },
];
