import type { StoryInvoice } from "./invoice.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { pay } from "./tokenise/pay.ts";
import { payOut } from "./tokenise/payOut.ts";
import { provenance } from "./tokenise/provenance.ts";
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
  pay,
  payout: payOut,
  provenance,
};

/** The main job, from an invoice on disk to money in the holders' bank accounts, over HTTP. */
export const tokenise = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
