import { expect } from "chai";

import { pledge } from "../../scripts/story/pledge.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STEPS = [
  "admit",
  "register",
  "verify",
  "propose",
  "consent",
  "activate",
  "second",
  "value",
  "grounds",
  "release",
  "proof",
];

describe("A startup pledges two patents", () => {
  oneService((start) => {
    let service: TestService;
    before(async () => {
      service = await start();
    });

    it("its co-owner consents, a second lender ranks behind, and every bad pledge is told apart", async () => {
      const steps: string[] = [];
      for await (const { step } of pledge(service)) steps.push(step);
      expect(steps).to.deep.equal(STEPS);
    });
  });
});
