import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

import { movableClock } from "../../scripts/service/clock/movableClock.ts";
import { defaultStory } from "../../scripts/story/default.ts";
import { storyInvoice } from "../../scripts/story/invoice.ts";
import { fixture } from "./support/corpus.ts";
import { newHome } from "./support/homes.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

describe("A default with a government fund, a bank and an insurer, then a late recovery", function () {
  this.timeout(180_000);
  const home = newHome("default");
  const clock = movableClock(join(home, "clock-shift"));
  let service: ServiceProcess;
  before(async () => {
    service = await startProcess(home, clock.env);
  });
  after(async () => {
    await service.interrupt();
    rmSync(home, { recursive: true, force: true });
  });

  it("is covered layer by layer, and comes back in the reverse order, to the unit", async () => {
    const steps: string[] = [];
    const network = { ...service, letPass: clock.letPass };
    for await (const { step } of defaultStory(network, storyInvoice(fixture("harbour-steel-ubl.xml"))))
      steps.push(step);
    expect(steps).to.deep.equal([
      ...["admit", "register", "acknowledge", "offer", "accept", "sell"],
      ...["default", "cover", "release", "recover", "settle"],
    ]);
  });
});
