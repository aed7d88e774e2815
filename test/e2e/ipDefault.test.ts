import { ipDefault } from "../../scripts/story/ipDefault.ts";
import { tellsSecuredStory } from "./support/securedStory.ts";

describe("A default, a second lien, an auction, and a government fund takes its share", function () {
  this.timeout(240_000);
  tellsSecuredStory("ip-default", ipDefault, {
    admit: "the registrar admits a start-up, three lenders and a settlement bank",
    secure: "a patent of two owners secures a facility of three lenders and, behind it, the loan of another",
    draw: "the start-up draws and has its bank pay a clean room with it",
    default: "the first instalment is not paid, and two lenders of three make all of it due",
    sale: "the agent puts the patent up for sale by sealed bids",
    bids: "three bid, and after the deadline only the best stays paid in",
    settle: "the best bidder has the patent, and the proceeds go by rank",
    cover: "of what is left unpaid the government fund takes its share, the lenders bear the rest",
    recover: "half a year later all is paid: the lenders are made whole, then the fund",
  });
});
