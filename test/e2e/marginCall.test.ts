import { marginCall } from "../../scripts/story/marginCall.ts";
import { tellsSecuredStory } from "./support/securedStory.ts";

describe("A valuation falls, and a margin call is cured with a trademark", function () {
  this.timeout(240_000);
  tellsSecuredStory("margin-call", marginCall, {
    admit: "the registrar admits a start-up, three lenders and a settlement bank",
    secure: "the start-up pledges a patent to three lenders",
    draw: "it draws half of what the collateral counts for, and not a cent more",
    fall: "a new report values the patent too low, and another lender than the agent records the margin call",
    cure: "five days later the start-up pledges a trademark, and the call is cured",
  });
});
