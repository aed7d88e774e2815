import type { Bug } from "../bug.ts";

export const DISTRIBUTION_BUGS: readonly Bug[] = [
  {
    invariant: "03",
    file: "libraries/Distribution.sol",
    find: "if (received != 0) correct(share, -int256(units * received));",
    replace: "",
    why: "a buyer takes past payments along with the units",
  },
  {
    invariant: "03b",
    inSample: true,
    file: "libraries/Distribution.sol",
    find: "return uint256(earned) / issued - share.withdrawn;",
    replace: "return (uint256(earned) / (issued + 1)) - share.withdrawn;",
    why: "a holder's last minor unit is never paid",
  },
];
