import type { StoryInvoice } from "./invoice.ts";
import { credit, dispute, payRest } from "./servicing/dispute.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { payOut } from "./tokenise/payOut.ts";
import { register } from "./tokenise/register.ts";
import { Scene } from "./tokenise/scene.ts";
import { sell } from "./tokenise/sell.ts";
import { transfer } from "./tokenise/transfer.ts";

const STEPS: Readonly<Record<string, Step<Scene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  transfer,
  sell,
  dispute,
  credit,
  pay: payRest,
  payout: payOut,
};

/** Disputed then credited. */
export const disputeStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
