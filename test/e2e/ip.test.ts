import { ip } from "../../scripts/story/ip.ts";
import { tellsSecuredStory } from "./support/securedStory.ts";

describe("A start-up borrows on two patents from three lenders, and repays", function () {
  this.timeout(240_000);
  tellsSecuredStory("ip", ip, {
    admit: "the registrar admits a start-up, three lenders and a settlement bank",
    secure: "the start-up pledges two patents, an appraiser values both",
    draw: "three lenders pay in, each its part, and none more than the collateral allows",
    report: "a report is missed, which every lender sees, and filed late",
    amend: "half is repaid, and all three lenders, not two, agree to a lower rate",
    repay: "and the rest is repaid, to each lender its part: the patents are free",
  });
});
