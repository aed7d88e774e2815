import type { StoryInvoice } from "./invoice.ts";
import { bookExcess, grantDiscount, payRestLessDiscount, readBooks, recallWires, turnOver } from "./servicing/wires.ts";
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
  discount: grantDiscount,
  acknowledge,
  transfer,
  turnOver,
  pay: payRestLessDiscount,
  excess: bookExcess,
  recall: recallWires,
  books: readBooks,
};

/** A discount taken, a payment to the supplier turned over, a third party who pays, a wire sent twice and recalled, and the bank's books of the day. */
export const wiresStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new Scene(network, document));
