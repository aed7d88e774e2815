import { expect } from "chai";

import type { StoryNetwork, StoryStep } from "../../../scripts/story/story.ts";
import { oneService } from "./service.ts";

/**
 * A story on a service of its own, a test for each of its steps: each acts over HTTP, checks what came of it, and throws
 * at the first thing that is off. Behind a step that does not hold nothing is told.
 *
 * @param sentences by step, in the story's order
 */
export function tellsStory(
  story: (network: StoryNetwork) => AsyncGenerator<StoryStep>,
  sentences: Readonly<Record<string, string>>,
): void {
  oneService((start) => {
    let told: AsyncGenerator<StoryStep>;
    before(async () => {
      told = story(await start());
    });

    for (const [step, sentence] of Object.entries(sentences)) {
      it(sentence, async () => {
        const { value } = (await told.next()) as IteratorResult<StoryStep, undefined>;
        expect(value?.step).to.equal(step);
      });
    }

    it("and there it ends", async () => {
      expect((await told.next()).done).to.equal(true);
    });
  });
}
