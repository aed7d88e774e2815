import { bidSealed, putUp, secureTwice, settle } from "./ip/sale.ts";
import { IpScene } from "./ip/scene.ts";
import { admitParties } from "./lending/admit.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<IpScene>>> = {
  admit: admitParties,
  secure: secureTwice,
  sale: putUp,
  bids: bidSealed,
  settle,
};

/** Two loans on one patent fall due and are not paid: it is sold by sealed bids. Needs a clock that it may move. */
export const ipDefault = (network: StoryNetwork): AsyncGenerator<StoryStep> => play(STEPS, new IpScene(network));
