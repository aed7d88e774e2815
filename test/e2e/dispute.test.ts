import { storyInvoice } from "../../scripts/story/invoice.ts";
import { disputeStory } from "../../scripts/story/dispute.ts";
import { fixture } from "./support/corpus.ts";
import { tellsStory } from "./support/told.ts";

describe("Disputed then credited", () => {
  tellsStory((network) => disputeStory(network, storyInvoice(fixture("harbour-steel-ubl.xml"), "-D")), {
    admit: "the parties are admitted",
    register: "the supplier registers its invoice",
    acknowledge: "the buyer acknowledges it",
    transfer: "the supplier pays its sub-supplier with a part of it",
    sell: "and sells another part to a financier",
    dispute: "the buyer disputes a tenth: from then on nothing of the claim can be sold or passed on",
    credit: "the supplier credits the tenth and makes it good to the holders: the buyer owes that much less",
    pay: "the buyer pays what is left",
    payout: "and everybody has had the face of its units",
  });
});
