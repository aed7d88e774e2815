import type { StoryInvoice } from "./invoice.ts";
import { correct, refuseOthers } from "./servicing/correction.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { register } from "./tokenise/register.ts";
import { Scene } from "./tokenise/scene.ts";

const STEPS: Readonly<Record<string, Step<Scene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  others: refuseOthers,
  correct,
};

/** An invoice with a mistake, and the corrected one in its place. */
export const correctionStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
