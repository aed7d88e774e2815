import { drawHalf, lapse, missFee, secure } from "./ip/lapse.ts";
import { earn } from "./ip/royalty.ts";
import { IpScene } from "./ip/scene.ts";
import { admitParties } from "./lending/admit.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<IpScene>>> = {
  admit: admitParties,
  secure,
  draw: drawHalf,
  royalty: earn,
  fee: missFee,
  lapse,
};

/** A patent lapses mid-loan, and every lender hears of it. Needs a clock that it may move. */
export const patentLapse = (network: StoryNetwork): AsyncGenerator<StoryStep> => play(STEPS, new IpScene(network));
