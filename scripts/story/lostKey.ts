import type { StoryInvoice } from "./invoice.ts";
import { execute, redeem, report } from "./lostKey/execute.ts";
import { takeOwnKey } from "./lostKey/ownKey.ts";
import { payMeanwhile, propose } from "./lostKey/recover.ts";
import { LostKeyScene } from "./lostKey/scene.ts";
import { theft } from "./lostKey/theft.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { register } from "./tokenise/register.ts";
import { sell } from "./tokenise/sell.ts";
import { transfer } from "./tokenise/transfer.ts";

const STEPS: Readonly<Record<string, Step<LostKeyScene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  transfer,
  sell,
  "own-key": takeOwnKey,
  theft,
  recovery: propose,
  payment: payMeanwhile,
  execution: execute,
  redemption: redeem,
  report,
};

/** A financier loses its keys to a thief, gets new ones, and is paid. */
export const lostKey = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new LostKeyScene(network, document));
