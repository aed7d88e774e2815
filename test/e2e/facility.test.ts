import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

import { movableClock } from "../../scripts/service/clock/movableClock.ts";
import { facilityStory } from "../../scripts/story/lending.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

describe("A facility of three lenders", function () {
  this.timeout(300_000);
  const home = mkdtempSync(join(tmpdir(), "tallystick-facility-"));
  const clock = movableClock(join(home, "clock-shift"));
  let service: ServiceProcess;

  before(async () => {
    service = await startProcess(home, clock.env);
  });
  after(async () => {
    await service.interrupt();
    rmSync(home, { recursive: true, force: true });
  });

  it("is agreed, drawn, sold in part, and repaid to the cent", async () => {
    const steps: string[] = [];
    for await (const { step } of facilityStory({ ...service, letPass: clock.letPass })) steps.push(step);
    expect(steps).to.deep.equal(["admit", "agree", "draw", "pay", "repay"]);
  });
});
