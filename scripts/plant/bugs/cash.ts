import type { Bug } from "../bug.ts";

export const CASH_BUGS: readonly Bug[] = [
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
    find: "        require(_bookings[ref] == 0, RefUsed(ref));\n",
    replace: "",
    why: "one wire is booked twice",
  },
  {
    invariant: "05",
    file: "Cash.sol",
    find: "        require(entitled, CannotReceive(to));\n",
    replace: "",
    why: "cash reaches whoever is named",
  },
  {
    invariant: "03",
    file: "Cash.sol",
    find: "        _bookings[r.ref] = left == 0 ? CLOSED : _bookingOf(bank, from, claim, left);\n",
    replace: "",
    why: "one wire is recalled again and again",
  },
];
