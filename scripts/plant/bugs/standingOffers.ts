import type { Bug } from "../bug.ts";

export const STANDING_OFFERS_BUGS: readonly Bug[] = [
  {
    invariant: "07",
    file: "StandingOffers.sol",
    find: "return Math.ceilDiv(uint256(face) * rate * days_, uint256(basis) * 10_000);",
    replace: "return (uint256(face) * rate * days_) / (uint256(basis) * 10_000);",
    why: "the ledger rounds a discount down",
  },
  {
    invariant: "07",
    file: "StandingOffers.sol",
    find: "        require(version == 0, OfferFreshClaimsOnly(id, version));\n",
    replace: "",
    why: "a claim that is paid in part is bought at its face",
  },
  {
    invariant: "07",
    file: "StandingOffers.sol",
    find: "        require(isEntrusted[offerId][seller], NotEntrusted(offerId, seller));\n",
    replace: "",
    why: "anybody sells for a seller who has not said so",
  },
];
