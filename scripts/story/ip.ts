import { amend, drawAll, repayAll, report, secureWithTwo } from "./ip/borrow.ts";
import { IpScene } from "./ip/scene.ts";
import { admitParties } from "./lending/admit.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<IpScene>>> = {
  admit: admitParties,
  secure: secureWithTwo,
  draw: drawAll,
  report,
  amend,
  repay: repayAll,
};

/** A start-up borrows on two patents from three lenders, and repays. Needs a clock that it may move. */
export const ip = (network: StoryNetwork): AsyncGenerator<StoryStep> => play(STEPS, new IpScene(network));
