import { expect } from "chai";

import { storyInvoice } from "../../scripts/story/invoice.ts";
import { tokenise } from "../../scripts/story/tokenise.ts";
import type { StoryStep } from "../../scripts/story/story.ts";
import { corpusFile, fixture } from "./support/corpus.ts";
import { eachService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STEPS = ["admit", "register", "acknowledge", "transfer", "sell", "pay", "payout", "provenance"];
const REAL = "invoices/en16931/BIS_Billing_30-Factoring.xml";

describe("A supplier turns an invoice into money, and an auditor reads the whole story", () => {
  eachService((start) => {
    let service: TestService;
    before(async () => {
      service = await start();
    });

    async function play(file: string): Promise<StoryStep[]> {
      const steps: StoryStep[] = [];
      for await (const step of tokenise(service, storyInvoice(file))) steps.push(step);
      return steps;
    }

    it("from a UBL invoice of our own", async () => {
      expect((await play(fixture("harbour-steel-ubl.xml"))).map(({ step }) => step)).to.deep.equal(STEPS);
    });

    it("from a CII invoice, whose parties are others", async () => {
      const steps: string[] = [];
      for await (const { step } of tokenise(service, storyInvoice(fixture("harbour-steel-cii.xml"), "-CII")))
        steps.push(step);
      expect(steps).to.deep.equal(STEPS);
    });

    it("from a real UBL invoice that was due long ago", async function () {
      const file = corpusFile(REAL);
      if (file === undefined) {
        console.warn("SKIPPED: the shared invoices are not here");
        this.skip();
      }
      const steps = await play(file);
      expect(steps.map(({ step }) => step)).to.deep.equal(STEPS);
      expect(steps[1]?.data["payable"]).to.deep.equal({ currency: "EUR", amount: "11500000" });
    });
  });
});
