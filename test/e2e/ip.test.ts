import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

import { movableClock } from "../../scripts/service/clock/movableClock.ts";
import { ip } from "../../scripts/story/ip.ts";
import { ipDefault } from "../../scripts/story/ipDefault.ts";
import { marginCall } from "../../scripts/story/marginCall.ts";
import { patentLapse } from "../../scripts/story/patentLapse.ts";
import type { StoryNetwork, StoryStep } from "../../scripts/story/story.ts";
import { OpenApiChecker, recording } from "./support/openapi.ts";
import type { Exchange, OpenApi } from "./support/openapi.ts";
import { newHome } from "./support/homes.ts";
import { startProcess } from "./support/process.ts";
import { notAsDescribed, notWalked, SECURED } from "./support/walked.ts";

const STORIES: Readonly<
  Record<string, { tell: (network: StoryNetwork) => AsyncGenerator<StoryStep>; steps: readonly string[] }>
> = {
  "a start-up borrows on two patents, three lenders, repays": {
    tell: ip,
    steps: ["admit", "secure", "draw", "report", "amend", "repay"],
  },
  "a valuation falls, a margin call, cured with a trademark": {
    tell: marginCall,
    steps: ["admit", "secure", "draw", "fall", "cure"],
  },
  "a patent lapses mid-loan": { tell: patentLapse, steps: ["admit", "secure", "draw", "royalty", "fee", "lapse"] },
  "a default, a second lien, an auction, a government fund takes its share": {
    tell: ipDefault,
    steps: ["admit", "secure", "draw", "default", "sale", "bids", "settle", "cover", "recover"],
  },
};

describe("Patents that secure loans, over HTTP", function () {
  this.timeout(240_000);
  let document: OpenApi | undefined;
  const exchanges: Exchange[] = [];

  for (const [title, { tell, steps }] of Object.entries(STORIES)) {
    it(title, async () => {
      const home = newHome("ip");
      const clock = movableClock(join(home, "clock-shift"));
      const service = await startProcess(home, clock.env);
      try {
        document = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
        const told: string[] = [];
        const walked = await recording(service.url, async () => {
          for await (const { step } of tell({ ...service, letPass: clock.letPass })) told.push(step);
        });
        exchanges.push(...walked);
        expect(told).to.deep.equal(steps);
      } finally {
        await service.interrupt();
        rmSync(home, { recursive: true, force: true });
      }
    });
  }

  it("every answer is as the OpenAPI document says, every operation was had to succeed", async () => {
    if (!document) throw new Error("no story was told");
    const checker = await OpenApiChecker.of(document);
    expect(notAsDescribed(checker, exchanges)).to.deep.equal([]);
    expect(notWalked(document, checker, exchanges).filter((name) => SECURED.test(name))).to.deep.equal([]);
  });
});
