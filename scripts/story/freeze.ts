import { freeze as freezeHolder } from "./freeze/freeze.ts";
import { mature, release } from "./freeze/maturity.ts";
import { report } from "./freeze/report.ts";
import type { StoryInvoice } from "./invoice.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
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
  freeze: freezeHolder,
  maturity: mature,
  release,
  report,
};

/** A regulator has a holder frozen before maturity; what is paid waits until the order is lifted. */
export const freeze = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
