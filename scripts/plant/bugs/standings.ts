import type { Bug } from "../bug.ts";

export const STANDINGS_BUGS: readonly Bug[] = [
  {
    invariant: "05",
    file: "libraries/Standings.sol",
    find: "return block.timestamp <= validUntil(s) && !isFrozen(s);",
    replace: "return validUntil(s) != 0 && !isFrozen(s);",
    why: "an expired check counts as valid",
  },
];
