import { admitParties } from "./lending/admit.ts";
import { agree } from "./lending/agree.ts";
import { draw } from "./lending/draw.ts";
import { payHalf } from "./lending/payHalf.ts";
import { proof } from "./lending/proof.ts";
import { repay } from "./lending/repay.ts";
import { LendingScene } from "./lending/scene.ts";
import { sellPart } from "./lending/sellPart.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const FACILITY: Readonly<Record<string, Step<LendingScene>>> = {
  admit: admitParties,
  agree,
  draw,
  pay: payHalf,
  sell: sellPart,
  repay,
  proof,
};

/** The story on a scene that one keeps. */
export const lend = (scene: LendingScene): AsyncGenerator<StoryStep> => play(FACILITY, scene);

/** Three lenders lend together, one of them sells, all are repaid to the unit. Needs a clock that it may move. */
export const facilityStory = (network: StoryNetwork): AsyncGenerator<StoryStep> => lend(new LendingScene(network));
