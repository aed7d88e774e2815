import { parseDate } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import type { Invoice } from "../../../services/domain/invoice.ts";
import { amountsIn } from "../amounts.ts";
import type { Amounts } from "../amounts.ts";
import type { StoryInvoice } from "../invoice.ts";
import type { StoryParty } from "../parties.ts";
import type { StoryNetwork } from "../story.ts";
import { made } from "../made.ts";

/** The five, as the story tells them apart. */
export interface Bidders {
  /** Bids most and has spent its cash elsewhere. */
  readonly spent: StoryParty;
  /** Bids next, beyond what it wants of one debtor. */
  readonly limited: StoryParty;
  /** Bid the same, one after the other. */
  readonly earlier: StoryParty;
  readonly later: StoryParty;
  readonly low: StoryParty;
}

export interface AuctionCast extends Bidders {
  readonly supplier: StoryParty;
  readonly buyer: StoryParty;
  readonly bank: StoryParty;
}

/** The round's number, its floor price, and the end of its hearing in epoch milliseconds. */
interface Round {
  readonly ask: string;
  readonly floor: bigint;
  readonly deadline: number;
}

/** What the steps share: what is given, and what earlier steps have made. */
export class AuctionScene {
  readonly network: StoryNetwork;
  readonly document: StoryInvoice;
  readonly today: CalendarDate;
  readonly amounts: Amounts;
  /** Milliseconds that an act took here lately: a round has to leave time for its bids. */
  pace = 1_000;
  #cast: AuctionCast | undefined;
  #receivable: string | undefined;
  #round: Round | undefined;
  #received: bigint | undefined;
  #days: bigint | undefined;

  constructor(network: StoryNetwork, document: StoryInvoice, now = new Date()) {
    this.network = network;
    this.document = document;
    this.today = parseDate(now.toISOString().slice(0, 10));
    this.amounts = amountsIn(document.invoice.currency);
  }

  get invoice(): Invoice {
    return this.document.invoice;
  }

  /** Sold in the round; of the rest a half by negotiation, a half on a standing offer. */
  get lot(): bigint {
    return (this.invoice.payable * 6n) / 10n;
  }

  get negotiated(): bigint {
    return (this.invoice.payable - this.lot) / 2n;
  }

  get rest(): bigint {
    return this.invoice.payable - this.lot - this.negotiated;
  }

  get cast(): AuctionCast {
    return made(this.#cast, "the parties");
  }

  set cast(cast: AuctionCast) {
    this.#cast = cast;
  }

  get receivable(): string {
    return made(this.#receivable, "the claim");
  }

  set receivable(id: string) {
    this.#receivable = id;
  }

  get round(): Round {
    return made(this.#round, "the round");
  }

  set round(round: Round) {
    this.#round = round;
  }

  /** What the supplier was paid so far, in minor units. */
  get received(): bigint {
    return made(this.#received, "a sale");
  }

  set received(received: bigint) {
    this.#received = received;
  }

  /** Days to the due date, as the ledger counts them. */
  get days(): bigint {
    return made(this.#days, "a quote");
  }

  set days(days: bigint) {
    this.#days = days;
  }
}
