import { expect } from "chai";

import { storyInvoice } from "../../scripts/story/invoice.ts";
import { correctionStory, disputeStory, recourseStory, tiersStory, wiresStory } from "../../scripts/story/servicing.ts";
import type { StoryStep } from "../../scripts/story/story.ts";
import { fixture } from "./support/corpus.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

/** The steps of a story that held; the first that does not throws. */
async function held(story: AsyncGenerator<StoryStep>): Promise<string[]> {
  const steps: string[] = [];
  for await (const { step } of story) steps.push(step);
  return steps;
}

describe("A claim between acknowledgement and the last payment", () => {
  oneService((start) => {
    let service: TestService;
    before(async () => {
      service = await start();
    });
    const invoice = (suffix: string) => storyInvoice(fixture("harbour-steel-ubl.xml"), suffix);

    it("is disputed, credited and paid", async () => {
      const steps = ["admit", "register", "acknowledge", "transfer", "sell", "dispute", "credit", "pay", "payout"];
      expect(await held(disputeStory(service, invoice("-D")))).to.deep.equal(steps);
    });

    it("rests on the corrected invoice once the debtor has accepted it, and on no other document", async () => {
      const steps = ["admit", "register", "acknowledge", "others", "correct"];
      expect(await held(correctionStory(service, invoice("-C")))).to.deep.equal(steps);
    });

    it("is split over two tiers and paid in parts, to the unit", async () => {
      const steps = ["admit", "register", "acknowledge", "transfer", "split", "pay", "redeem"];
      expect(await held(tiersStory(service, invoice("-T")))).to.deep.equal(steps);
    });

    it("is paid by others, at a discount and in excess; wires are recalled, and the bank's books balance", async () => {
      const steps = ["admit", "register", "discount", "acknowledge", "transfer", "pay", "excess", "recall", "books"];
      expect(await held(wiresStory(service, invoice("-W")))).to.deep.equal(steps);
    });

    it("is not paid in time, and bought back by the seller who gave recourse", async () => {
      const steps = ["admit", "register", "promise", "sell", "put", "buyBack", "recover"];
      expect(await held(recourseStory(service, invoice("-R")))).to.deep.equal(steps);
    });
  });
});
