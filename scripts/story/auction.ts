import { admitBidders } from "./auction/admit.ts";
import { acknowledge } from "./auction/acknowledge.ts";
import { bid } from "./auction/bid.ts";
import { close } from "./auction/close.ts";
import { negotiate } from "./auction/negotiate.ts";
import { offer } from "./auction/offer.ts";
import { open } from "./auction/open.ts";
import { AuctionScene } from "./auction/scene.ts";
import { settle } from "./auction/settle.ts";
import { standing } from "./auction/standing.ts";
import type { StoryInvoice } from "./invoice.ts";
import { play } from "./story.ts";
import type { Step, StoryNetwork, StoryStep } from "./story.ts";

const STEPS: Readonly<Record<string, Step<AuctionScene>>> = {
  admit: admitBidders,
  offer,
  round: open,
  bids: bid,
  close,
  negotiate,
  standing,
  acknowledge,
  settle,
};

/**
 * Five financiers bid for an acknowledged invoice; what is left is sold by a counter-offer and on a standing
 * offer, and the next invoice as soon as it is acknowledged.
 */
export const auction = (network: StoryNetwork, document: StoryInvoice): AsyncGenerator<StoryStep> =>
  play(STEPS, new AuctionScene(network, document));
