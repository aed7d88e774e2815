import { coverRest, recover } from "./ip/cover.ts";
import { drawAndSpend, makeDue, secureTwice } from "./ip/default.ts";
import { bidSealed, putUp, settle } from "./ip/sale.ts";
import { IpScene } from "./ip/scene.ts";
import { admitParties } from "./lending/admit.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<IpScene>>> = {
  admit: admitParties,
  secure: secureTwice,
  draw: drawAndSpend,
  default: makeDue,
  sale: putUp,
  bids: bidSealed,
  settle,
  cover: coverRest,
  recover,
};

/**
 * A loan of three lenders is not repaid: the patent is sold by sealed bids, a second lien is paid behind the first, and a
 * government fund takes its share of what is left. Needs a clock that it may move.
 */
export const ipDefault = (network: StoryNetwork): AsyncGenerator<StoryStep> => play(STEPS, new IpScene(network));
