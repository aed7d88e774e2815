import { rmSync } from "node:fs";
import { expect } from "chai";

import { storyInvoice } from "../../scripts/story/invoice.ts";
import { offlineProof } from "../../scripts/story/offlineProof.ts";
import { fixture } from "./support/corpus.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STEPS = [
  "admit",
  "register",
  "acknowledge",
  "transfer",
  "own-key",
  "trade",
  "pay",
  "redeem",
  "inspect",
  "disclose",
  "checkpoint",
  "export",
  "tear-down",
  "check",
  "forge",
];

describe("A proof outlives its operator", () => {
  oneService((start) => {
    let service: TestService;
    before(async () => {
      service = await start();
    });

    it("the verifier alone in an empty folder proves the claim after the service is gone, and refuses forgeries", async () => {
      const end = async (): Promise<void> => {
        await service.stop();
        rmSync(service.settings.home, { recursive: true });
      };
      const steps: string[] = [];
      const document = storyInvoice(fixture("harbour-steel-ubl.xml"));
      for await (const { step } of offlineProof({ ...service, end }, document)) steps.push(step);
      expect(steps).to.deep.equal(STEPS);
    });
  });
});
