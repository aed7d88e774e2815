import type { Bug } from "../bug.ts";

export const MARKET_BUGS: readonly Bug[] = [
  {
    invariant: "07",
    inSample: true,
    file: "libraries/Delivery.sol",
    find: "        if (paid != 0) cash.transferFrom(buyer, seller, paid);\n",
    replace: "",
    why: "units are delivered without payment",
  },
  {
    invariant: "07",
    file: "libraries/Delivery.sol",
    find: "        token.safeTransferFrom(seller, buyer, id, units, abi.encode(reference_));\n",
    replace: "        try token.safeTransferFrom(seller, buyer, id, units, abi.encode(reference_)) {} catch {}\n",
    why: "payment stands though the units could not be delivered",
  },
  {
    invariant: "07",
    file: "market/Bids.sol",
    find: "        require(block.timestamp <= expiry, BidExpired(bidId, expiry));\n",
    replace: "",
    why: "a bid is accepted after its last second",
  },
  {
    invariant: "07",
    file: "market/Bids.sol",
    find: "(b.counter, b.counterExpiry) : (b.price, b.expiry);",
    replace: "(b.price, b.counterExpiry) : (b.price, b.expiry);",
    why: "the seller's counter-offer is ignored",
  },
  {
    invariant: "07",
    file: "market/Rounds.sol",
    find: "if (prices[i] > prices[best] ||",
    replace: "if (prices[i] < prices[best] ||",
    why: "a round takes the lowest bid",
  },
  {
    invariant: "07",
    file: "market/Limits.sol",
    find: "        require(!enforced || used <= limit.cap, LimitExceeded(financier, subject, party, used, limit.cap));\n",
    replace: "",
    why: "a match ignores the buyer's limits",
  },
  {
    invariant: "09",
    file: "market/Rounds.sol",
    find: "        require(block.timestamp > a.deadline, RoundOpen(askId, a.deadline));\n",
    replace: "",
    why: "a round is closed before its deadline",
  },
  {
    invariant: "14",
    file: "market/Rounds.sol",
    find: "        _bids[bidId].status = BidStatus.PASSED;\n",
    replace: "",
    why: "a bid that was passed over stays open",
  },
  {
    invariant: "14",
    file: "market/Limits.sol",
    find: "        _counted[financier][subject][token][id] = uint96(e.amount);\n",
    replace: "",
    why: "an exposure is counted again with every match",
  },
];
