import { storyInvoice } from "../../scripts/story/invoice.ts";
import { correctionStory } from "../../scripts/story/correction.ts";
import { fixture } from "./support/corpus.ts";
import { tellsStory } from "./support/told.ts";

describe("An invoice with a mistake", () => {
  tellsStory((network) => correctionStory(network, storyInvoice(fixture("harbour-steel-ubl.xml"), "-C")), {
    admit: "the parties are admitted",
    register: "the supplier registers its invoice",
    acknowledge: "the buyer acknowledges it",
    others: "no other number, date, buyer or sum corrects it, nor does anybody but its seller",
    correct: "the supplier hands in the invoice as it should have been, and the buyer accepts exactly that one",
  });
});
