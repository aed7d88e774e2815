import { storyInvoice } from "../../scripts/story/invoice.ts";
import { recourseStory } from "../../scripts/story/recourse.ts";
import { fixture } from "./support/corpus.ts";
import { tellsStory } from "./support/told.ts";

describe("Recourse", () => {
  tellsStory((network) => recourseStory(network, storyInvoice(fixture("harbour-steel-ubl.xml"), "-R")), {
    admit: "the parties are admitted",
    register: "the supplier registers its invoice",
    promise: "the buyer acknowledges late, and the supplier promises to stand in for it",
    sell: "a financier buys the overdue claim, because the supplier stands in",
    put: "the buyer pays a part only, and the financier puts its units, which are locked from then on",
    buyBack: "the supplier buys back for what the units have not received",
    recover: "and what the buyer pays in the end is the supplier's",
  });
});
