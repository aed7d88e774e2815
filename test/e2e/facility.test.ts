import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

import { facilityStory } from "../../scripts/story/lending.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

const CLOCK = new URL("../../scripts/service/shiftedClock.ts", import.meta.url).href;

describe("A facility of three lenders", function () {
  this.timeout(300_000);
  const home = mkdtempSync(join(tmpdir(), "tallystick-facility-"));
  const shiftFile = join(home, "clock-shift");
  let service: ServiceProcess;

  before(async () => {
    writeFileSync(shiftFile, "0");
    service = await startProcess(home, { CLOCK_SHIFT_FILE: shiftFile, NODE_OPTIONS: `--import=${CLOCK}` });
  });
  after(async () => {
    await service.interrupt();
    rmSync(home, { recursive: true, force: true });
  });

  it("is agreed, drawn, sold in part, and repaid to the cent", async () => {
    const steps: string[] = [];
    const passTo = (instant: bigint): void => {
      writeFileSync(shiftFile, String(Number(instant) - Math.floor(Date.now() / 1000)));
    };
    for await (const { step } of facilityStory({ ...service, passTo })) steps.push(step);
    expect(steps).to.deep.equal(["admit", "agree", "draw", "pay", "repay"]);
  });
});
