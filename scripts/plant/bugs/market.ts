import type { Bug } from "../bug.ts";

export const MARKET_BUGS: readonly Bug[] = [
  {
    invariant: "07",
    inSample: true,
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
];
