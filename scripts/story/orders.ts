import type { StoryInvoice } from "./invoice.ts";
import { freezePart, moveByForce, payByForce } from "./orders/orders.ts";
import { expireAndRenew } from "./orders/renewal.ts";
import { stop } from "./orders/pause.ts";
import { tellAll } from "./orders/report.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { register } from "./tokenise/register.ts";
import { Scene } from "./tokenise/scene.ts";
import { transfer } from "./tokenise/transfer.ts";

const STEPS: Readonly<Record<string, Step<Scene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  transfer,
  freeze: freezePart,
  force: moveByForce,
  stop,
  renewal: expireAndRenew,
  pay: payByForce,
  report: tellAll,
};

/** A court has units frozen and moved, and a holder's money paid to another; the ledger is paused meanwhile. */
export const orders = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
