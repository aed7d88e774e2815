import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

import { movableClock } from "../../scripts/service/clock/movableClock.ts";
import { ip } from "../../scripts/story/ip.ts";
import { ipDefault } from "../../scripts/story/ipDefault.ts";
import { marginCall } from "../../scripts/story/marginCall.ts";
import { patentLapse } from "../../scripts/story/patentLapse.ts";
import type { StoryNetwork, StoryStep } from "../../scripts/story/story.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";

const STORIES: Readonly<
  Record<string, { tell: (network: StoryNetwork) => AsyncGenerator<StoryStep>; steps: readonly string[] }>
> = {
  "A start-up borrows on two patents": { tell: ip, steps: ["admit", "secure", "draw", "report", "amend", "repay"] },
  "A valuation falls": { tell: marginCall, steps: ["admit", "secure", "draw", "fall", "cure"] },
  "A patent lapses mid-loan": { tell: patentLapse, steps: ["admit", "secure", "draw", "royalty", "fee", "lapse"] },
  "A default, a second lien, an auction": { tell: ipDefault, steps: ["admit", "secure", "sale", "bids", "settle"] },
};

for (const [title, { tell, steps }] of Object.entries(STORIES)) {
  describe(title, function () {
    this.timeout(180_000);
    const home = mkdtempSync(join(tmpdir(), "tallystick-ip-"));
    const clock = movableClock(join(home, "clock-shift"));
    let service: ServiceProcess;

    before(async () => {
      service = await startProcess(home, clock.env);
    });
    after(async () => {
      await service.interrupt();
      rmSync(home, { recursive: true, force: true });
    });

    it(`is told over HTTP: ${steps.join(", ")}`, async () => {
      const told: string[] = [];
      for await (const { step } of tell({ ...service, letPass: clock.letPass })) told.push(step);
      expect(told).to.deep.equal(steps);
    });
  });
}
