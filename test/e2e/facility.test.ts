import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

import { movableClock } from "../../scripts/service/clock/movableClock.ts";
import { lend } from "../../scripts/story/lending.ts";
import { LendingScene } from "../../scripts/story/lending/scene.ts";
import { lendingElse } from "./support/lendingElse.ts";
import { OpenApiChecker, recording } from "./support/openapi.ts";
import type { Exchange, OpenApi } from "./support/openapi.ts";
import { newHome } from "./support/homes.ts";
import { startProcess } from "./support/process.ts";
import type { ServiceProcess } from "./support/process.ts";
import { LENDING, notAsDescribed, notWalked } from "./support/walked.ts";

describe("A facility of three lenders", function () {
  this.timeout(300_000);
  const home = newHome("facility");
  const clock = movableClock(join(home, "clock-shift"));
  const steps: string[] = [];
  let service: ServiceProcess;
  let document: OpenApi;
  let checker: OpenApiChecker;
  let exchanges: readonly Exchange[];

  before(async () => {
    service = await startProcess(home, clock.env);
    document = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
    checker = await OpenApiChecker.of(document);
    const scene = new LendingScene({ ...service, letPass: clock.letPass });
    exchanges = await recording(service.url, async () => {
      for await (const { step } of lend(scene)) steps.push(step);
      await lendingElse(scene.network, scene.cast, scene.dayAfter(360));
    });
  });
  after(async () => {
    await service.interrupt();
    rmSync(home, { recursive: true, force: true });
  });

  it("is agreed, drawn, sold in part, and repaid to the cent", () => {
    expect(steps).to.deep.equal(["admit", "agree", "draw", "pay", "sell", "repay", "proof"]);
  });

  it("is answered for as the OpenAPI document says, every operation once at least", () => {
    expect(notAsDescribed(checker, exchanges)).to.deep.equal([]);
    expect(notWalked(document, checker, exchanges).filter((name) => LENDING.test(name))).to.deep.equal([]);
  });
});
