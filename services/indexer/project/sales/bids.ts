import type { Address, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const saleBidCommitted = projection<{ sale: bigint; bidder: Address; commitment: Hash }>(
  "Assets",
  "SaleBidCommitted",
  {
    need({ args: { sale, bidder }, contract }, { saleBids }) {
      saleBids.need({ contract: contract.address, sale, bidder });
    },
    apply({ args: { sale, bidder, commitment }, contract, at }, { saleBids }) {
      const bid = { contract: contract.address, sale, bidder, commitment };
      saleBids.insert({ ...bid, amount: null, committedAt: at, revealedAt: null });
    },
  },
);

export const saleBidRevealed = projection<{ sale: bigint; bidder: Address; amount: bigint; isBest: boolean }>(
  "Assets",
  "SaleBidRevealed",
  {
    need({ args: { sale, bidder }, contract }, { saleBids, sales }) {
      saleBids.need({ contract: contract.address, sale, bidder });
      sales.need({ contract: contract.address, id: sale });
    },
    apply({ args: { sale, bidder, amount, isBest }, contract, at }, { saleBids, sales }) {
      saleBids.change({ contract: contract.address, sale, bidder }, { amount, revealedAt: at });
      if (isBest) sales.change({ contract: contract.address, id: sale }, { best: amount, bidder });
    },
  },
);
