import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

import { movableClock } from "../../../scripts/service/clock/movableClock.ts";
import type { StoryNetwork, StoryStep } from "../../../scripts/story/story.ts";
import { newHome } from "./homes.ts";
import { OpenApiChecker, recording } from "./openapi.ts";
import type { Exchange, OpenApi } from "./openapi.ts";
import { startProcess } from "./process.ts";
import type { ServiceProcess } from "./process.ts";
import { notAsDescribed, notWalked, SECURED, SECURED_BY_STORY } from "./walked.ts";

/**
 * A story of a secured loan, on a service of its own whose clock moves: a test for each step, and one that compares all
 * answers with the OpenAPI document.
 *
 * @param sentences by step, in the story's order
 */
export function tellsSecuredStory(
  name: keyof typeof SECURED_BY_STORY,
  tell: (network: StoryNetwork) => AsyncGenerator<StoryStep>,
  sentences: Readonly<Record<string, string>>,
): void {
  let home: string;
  let service: ServiceProcess;
  let told: AsyncGenerator<StoryStep>;
  let document: OpenApi;
  const exchanges: Exchange[] = [];

  before(async () => {
    home = newHome("secured");
    const clock = movableClock(join(home, "clock-shift"));
    service = await startProcess(home, clock.env);
    document = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
    told = tell({ ...service, letPass: clock.letPass });
  });

  after(async () => {
    await service.interrupt();
    rmSync(home, { recursive: true, force: true });
  });

  for (const [step, sentence] of Object.entries(sentences)) {
    it(sentence, async () => {
      exchanges.push(
        ...(await recording(service.url, async () => {
          const { value } = (await told.next()) as IteratorResult<StoryStep, undefined>;
          expect(value?.step).to.equal(step);
        })),
      );
    });
  }

  it("and there it ends, with every answer as the OpenAPI document says", async () => {
    expect((await told.next()).done).to.equal(true);
    const checker = await OpenApiChecker.of(document);
    expect(notAsDescribed(checker, exchanges)).to.deep.equal([]);
    const missed = notWalked(document, checker, exchanges);
    expect(SECURED_BY_STORY[name].filter((operation) => missed.includes(operation))).to.deep.equal([]);
    const all = notWalked(document, checker, []).filter((operation) => SECURED.test(operation));
    expect(new Set(Object.values(SECURED_BY_STORY).flat())).to.deep.equal(new Set(all));
  });
}
