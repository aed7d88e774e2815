import { expect } from "chai";

import { auction } from "../../scripts/story/auction.ts";
import { storyInvoice } from "../../scripts/story/invoice.ts";
import type { StoryStep } from "../../scripts/story/story.ts";
import { fixture } from "./support/corpus.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STEPS = ["admit", "offer", "round", "bids", "close", "negotiate", "standing", "acknowledge", "settle"];

describe("A supplier auctions an invoice among five financiers", () => {
  oneService((start) => {
    let service: TestService;
    const steps: StoryStep[] = [];

    before(async () => {
      service = await start();
    });

    const told = (name: string): StoryStep["data"] => steps.find(({ step }) => step === name)?.data ?? {};

    it("from the acknowledged invoice to the last payment", async () => {
      for await (const step of auction(service, storyInvoice(fixture("harbour-steel-ubl.xml"), "-AUCTION")))
        steps.push(step);
      expect(steps.map(({ step }) => step)).to.deep.equal(STEPS);
    });

    it("sells to the best bid that can be paid, the earlier of two equal ones", () => {
      expect(told("close")["fates"]).to.deep.equal([
        ["passed", "short-of-cash"],
        ["passed", "above-limit"],
        ["accepted", null],
        ["lapsed", null],
        ["lapsed", null],
      ]);
    });

    it("fails whole where the bidder is short of cash, and goes on", () => {
      expect(told("negotiate")["refused"]).to.equal("ERC20InsufficientBalance");
      expect(told("settle")["status"]).to.equal("settled");
    });
  });
});
