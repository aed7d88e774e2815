import { expect } from "chai";

import { storyInvoice } from "../../scripts/story/invoice.ts";
import { lostKey } from "../../scripts/story/lostKey.ts";
import { Cleanup } from "../services/store/databases.ts";
import { fixture } from "./support/corpus.ts";
import { startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STEPS = [
  "admit",
  "register",
  "acknowledge",
  "transfer",
  "sell",
  "own-key",
  "theft",
  "recovery",
  "payment",
  "execution",
  "redemption",
  "report",
];

describe("A financier loses its keys to a thief, gets new ones, and is paid", function () {
  this.timeout(300_000);
  const clean = new Cleanup();
  let service: TestService;
  before(async () => {
    service = await startTestService(clean, { recoveryDelay: 8 });
  });
  after(() => clean.run());

  it("without a token moving, and without the thief being able to stop it", async () => {
    const steps: string[] = [];
    for await (const { step } of lostKey(service, storyInvoice(fixture("harbour-steel-ubl.xml")))) steps.push(step);
    expect(steps).to.deep.equal(STEPS);
  });
});
