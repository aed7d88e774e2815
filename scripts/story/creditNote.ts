import type { StoryInvoice } from "./invoice.ts";
import { acceptAndPay, handIn, payFirst } from "./servicing/creditNote.ts";
import { redeemAll, splitAgain, TiersScene } from "./servicing/tiers.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { register } from "./tokenise/register.ts";
import { transfer } from "./tokenise/transfer.ts";

const STEPS: Readonly<Record<string, Step<TiersScene>>> = {
  admit: admitParties,
  register,
  acknowledge,
  transfer,
  split: splitAgain,
  pay: payFirst,
  handIn,
  accept: acceptAndPay,
  redeem: redeemAll,
};

/** A credit note as a document, after splits and a part payment. */
export const creditNoteStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new TiersScene(network, document));
