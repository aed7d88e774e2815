import type { Bug } from "../bug.ts";

export const SALES_BUGS: readonly Bug[] = [
  {
    invariant: "17",
    inSample: true,
    file: "Sales.sol",
    find: "        _give(sale, beaten, before);\n",
    replace: "",
    why: "a bid that is beaten is not paid back",
  },
  {
    invariant: "17",
    file: "Sales.sol",
    find: "paid[i] = Math.min(owed[i], left);",
    replace: "paid[i] = Math.min(owed[i], left / 2);",
    why: "a lien behind is paid before a better one is whole",
  },
  {
    invariant: "17",
    file: "Sales.sol",
    find: "bool isBest = amount > before;",
    replace: "bool isBest = amount >= before;",
    why: "a later bid of the same amount beats the first",
  },
];
