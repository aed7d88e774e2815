import type { StoryInvoice } from "./invoice.ts";
import { admitChinese } from "./policy/admit.ts";
import { label, revoke } from "./policy/label.ts";
import { refuseUnregistered, registerPublicly } from "./policy/registration.ts";
import { relax } from "./policy/relax.ts";
import { PolicyScene } from "./policy/scene.ts";
import { acknowledgeLong } from "./policy/tenor.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { register } from "./tokenise/register.ts";

const STEPS: Readonly<Record<string, Step<PolicyScene>>> = {
  admit: admitChinese,
  register,
  tenor: acknowledgeLong,
  unregistered: refuseUnregistered,
  registration: registerPublicly,
  label,
  revoke,
  relax,
};

/** A claim between two parties in China: how long it may run, that it is registered before it is financed, and how green it is. */
export const policy = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new PolicyScene(network, document));
