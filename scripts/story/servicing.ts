import type { StoryInvoice } from "./invoice.ts";
import { acceptAndPay, handIn, payFirst } from "./servicing/creditNote.ts";
import { correct, refuseOthers } from "./servicing/correction.ts";
import { credit, dispute, payRest } from "./servicing/dispute.ts";
import { buyBack, promise, put, recover, sellWithRecourse } from "./servicing/recourse.ts";
import { bookExcess, grantDiscount, payRestLessDiscount, readBooks, recallWires } from "./servicing/wires.ts";
import { payInParts, redeemAll, splitAgain, TiersScene } from "./servicing/tiers.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";
import { acknowledge } from "./tokenise/acknowledge.ts";
import { admitParties } from "./tokenise/admit.ts";
import { payOut } from "./tokenise/payOut.ts";
import { register } from "./tokenise/register.ts";
import { Scene } from "./tokenise/scene.ts";
import { sell } from "./tokenise/sell.ts";
import { transfer } from "./tokenise/transfer.ts";

const START: Readonly<Record<string, Step<Scene>>> = { admit: admitParties, register };

const DISPUTE: Readonly<Record<string, Step<Scene>>> = {
  ...START,
  acknowledge,
  transfer,
  sell,
  dispute,
  credit,
  pay: payRest,
  payout: payOut,
};

const TIERS: Readonly<Record<string, Step<TiersScene>>> = {
  ...START,
  acknowledge,
  transfer,
  split: splitAgain,
  pay: payInParts,
  redeem: redeemAll,
};

const CREDIT_NOTE: Readonly<Record<string, Step<TiersScene>>> = {
  ...START,
  acknowledge,
  transfer,
  split: splitAgain,
  pay: payFirst,
  handIn,
  accept: acceptAndPay,
  redeem: redeemAll,
};

const WIRES: Readonly<Record<string, Step<Scene>>> = {
  ...START,
  discount: grantDiscount,
  acknowledge,
  transfer,
  pay: payRestLessDiscount,
  excess: bookExcess,
  recall: recallWires,
  books: readBooks,
};

const CORRECTION: Readonly<Record<string, Step<Scene>>> = {
  ...START,
  acknowledge,
  others: refuseOthers,
  correct,
};

const RECOURSE: Readonly<Record<string, Step<Scene>>> = {
  ...START,
  promise,
  sell: sellWithRecourse,
  put,
  buyBack,
  recover,
};

/** Disputed then credited. */
export const disputeStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(DISPUTE, new Scene(network, document));

/** Two tiers split, then part-paid. */
export const tiersStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(TIERS, new TiersScene(network, document));

/** A credit note as a document, after splits and a part payment. */
export const creditNoteStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(CREDIT_NOTE, new TiersScene(network, document));

/** A discount taken, a third party who pays, a wire sent twice and recalled, and the bank's books of the day. */
export const wiresStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(WIRES, new Scene(network, document));

/** An invoice with a mistake, and the corrected one in its place. */
export const correctionStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(CORRECTION, new Scene(network, document));

/** A debtor that does not pay in time, and a seller that stands in for it. */
export const recourseStory = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(RECOURSE, new Scene(network, document));
