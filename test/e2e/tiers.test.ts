import { storyInvoice } from "../../scripts/story/invoice.ts";
import { tiersStory } from "../../scripts/story/tiers.ts";
import { fixture } from "./support/corpus.ts";
import { tellsStory } from "./support/told.ts";

describe("Two tiers split, then part-paid", () => {
  tellsStory((network) => tiersStory(network, storyInvoice(fixture("harbour-steel-ubl.xml"), "-T")), {
    admit: "the parties are admitted",
    register: "the supplier registers its invoice",
    acknowledge: "the buyer acknowledges it",
    transfer: "the supplier pays its sub-supplier with a part of it",
    split: "who pays its own supplier with a part of that part",
    pay: "an odd amount, a credit note and the rest reach every holder to the unit",
    redeem: "and in all each has had exactly the face of its units",
  });
});
