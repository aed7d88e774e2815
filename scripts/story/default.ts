import { fallIntoDefault, payCovers, releaseReserves } from "./default/cover.ts";
import { acceptLayers, acknowledge, offerLayers, sellCovered } from "./default/guarantee.ts";
import { recoverAll, recoverLate } from "./default/recover.ts";
import { DefaultScene } from "./default/scene.ts";
import type { StoryInvoice } from "./invoice.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { admitParties } from "./tokenise/admit.ts";
import { register } from "./tokenise/register.ts";

const STEPS: Readonly<Record<string, Step<DefaultScene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  offer: offerLayers,
  accept: acceptLayers,
  sell: sellCovered,
  default: fallIntoDefault,
  cover: payCovers,
  release: releaseReserves,
  recover: recoverLate,
  settle: recoverAll,
};

/** A default with a government fund, a bank and an insurer, then a late recovery. */
export const defaultStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new DefaultScene(network, document));
