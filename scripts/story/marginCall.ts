import { drawHalf, secure } from "./ip/lapse.ts";
import { cure, fall } from "./ip/margin.ts";
import { IpScene } from "./ip/scene.ts";
import { admitParties } from "./lending/admit.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<IpScene>>> = { admit: admitParties, secure, draw: drawHalf, fall, cure };

/** A valuation falls, a lender calls the margin, a trademark cures it. Needs a clock that it may move. */
export const marginCall = (network: StoryNetwork): AsyncGenerator<StoryStep> => play(STEPS, new IpScene(network));
