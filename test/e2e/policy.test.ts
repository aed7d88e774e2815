import { expect } from "chai";

import { storyInvoice } from "../../scripts/story/invoice.ts";
import { orders } from "../../scripts/story/orders.ts";
import { policy } from "../../scripts/story/policy.ts";
import { fixture } from "./support/corpus.ts";
import { oneService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

const STORIES = {
  "a country's policy, a registration and a green label": {
    story: policy,
    steps: ["admit", "register", "tenor", "unregistered", "registration", "label", "revoke", "relax"],
  },
  "orders of a court, a pause and a check that runs out": {
    story: orders,
    steps: ["admit", "register", "acknowledge", "transfer", "freeze", "force", "stop", "renewal", "pay", "report"],
  },
} as const;

describe("What authorities ask for", () => {
  oneService((start) => {
    let service: TestService;
    before(async () => {
      service = await start();
    });

    for (const [name, { story, steps }] of Object.entries(STORIES)) {
      it(name, async () => {
        const document = storyInvoice(fixture("harbour-steel-ubl.xml"), `-${story.name}`);
        const played: string[] = [];
        for await (const { step } of story(service, document)) played.push(step);
        expect(played).to.deep.equal(steps);
      });
    }
  });
});
