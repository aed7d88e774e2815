import { admitParties } from "./pledge/admit.ts";
import { grounds } from "./pledge/grounds.ts";
import { activate, consent, propose, release, second } from "./pledge/lien.ts";
import { proof } from "./pledge/proof.ts";
import { register, verify } from "./pledge/register.ts";
import { value } from "./pledge/value.ts";
import { PledgeScene } from "./pledge/scene.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<PledgeScene>>> = {
  admit: admitParties,
  register,
  verify,
  propose,
  consent,
  activate,
  second,
  value,
  grounds,
  release,
  proof,
};

/** A startup pledges two patents, one of them co-owned; a second lender ranks behind the first. */
export const pledge = (network: StoryNetwork): AsyncGenerator<StoryStep> => play(STEPS, new PledgeScene(network));
