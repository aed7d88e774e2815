import { expect } from "chai";

import { freeze } from "../../scripts/story/freeze.ts";
import { storyInvoice } from "../../scripts/story/invoice.ts";
import { fixture } from "./support/corpus.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STEPS = ["admit", "register", "acknowledge", "transfer", "sell", "freeze", "maturity", "release", "report"];

describe("A regulator freezes a holder before maturity", () => {
  oneService((start) => {
    let service: TestService;
    before(async () => {
      service = await start();
    });

    it("what is due to it waits, nobody else is touched, and every step of it is reported", async () => {
      const steps: string[] = [];
      for await (const { step } of freeze(service, storyInvoice(fixture("harbour-steel-ubl.xml")))) steps.push(step);
      expect(steps).to.deep.equal(STEPS);
    });
  });
});
