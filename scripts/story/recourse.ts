import type { StoryInvoice } from "./invoice.ts";
import { buyBack, promise, put, recover, sellWithRecourse } from "./servicing/recourse.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { admitParties } from "./tokenise/admit.ts";
import { register } from "./tokenise/register.ts";
import { Scene } from "./tokenise/scene.ts";

const STEPS: Readonly<Record<string, Step<Scene>>> = {
  admit: admitParties,
  register,
  promise,
  sell: sellWithRecourse,
  put,
  buyBack,
  recover,
};

/** A debtor that does not pay in time, and a seller that stands in for it. */
export const recourseStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
