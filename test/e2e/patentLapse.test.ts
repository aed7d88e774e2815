import { patentLapse } from "../../scripts/story/patentLapse.ts";
import { tellsSecuredStory } from "./support/securedStory.ts";

describe("A patent lapses while it secures a loan", function () {
  this.timeout(240_000);
  tellsSecuredStory("patent-lapse", patentLapse, {
    admit: "the registrar admits a start-up, three lenders and a settlement bank",
    secure: "the start-up pledges a patent to three lenders",
    draw: "it draws half of what the collateral counts for, and not a cent more",
    royalty: "a licensee owes royalties on the patent: the claim becomes a source of payment",
    fee: "the annual fee falls due and nobody pays it: every lender is told ahead, and then",
    lapse: "somebody asks to have the patent declared invalid, it lapses, and the lenders hear of both",
  });
});
