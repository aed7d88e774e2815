import { storyInvoice } from "../../scripts/story/invoice.ts";
import { wiresStory } from "../../scripts/story/wires.ts";
import { fixture } from "./support/corpus.ts";
import { tellsStory } from "./support/told.ts";

describe("Discount, wires and the bank's books", () => {
  tellsStory((network) => wiresStory(network, storyInvoice(fixture("harbour-steel-ubl.xml"), "-W")), {
    admit: "the parties are admitted",
    register: "the supplier registers its invoice",
    discount: "the supplier grants a cash discount before it sells",
    acknowledge: "the buyer acknowledges it",
    transfer: "the supplier pays its sub-supplier with a part of it",
    turnOver: "the buyer pays a tenth to the supplier by mistake, who turns it over",
    pay: "a third party wires a quarter, the buyer the rest less the discount",
    excess: "a wire that was sent twice waits in suspense",
    recall: "it is recalled in part, and the rest refunded",
    books: "and the bank's books of the day balance, each reference in them",
  });
});
