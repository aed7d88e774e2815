import { parseDate } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import type { Invoice } from "../../../services/domain/invoice.ts";
import { amountsIn } from "../amounts.ts";
import type { Amounts } from "../amounts.ts";
import type { StoryInvoice } from "../invoice.ts";
import type { StoryParty } from "../parties.ts";
import type { StoryNetwork } from "../story.ts";
import { made } from "../made.ts";

export const SUB_INVOICE = "SUB-2026-77";
export const RATE = "0.045";
export const IBAN = "DE89370400440532013000";

export interface Cast {
  readonly supplier: StoryParty;
  readonly subSupplier: StoryParty;
  readonly buyer: StoryParty;
  readonly financier: StoryParty;
  readonly bank: StoryParty;
}

/** What the steps share: what is given, and what earlier steps have made. */
export class Scene {
  readonly network: StoryNetwork;
  readonly document: StoryInvoice;
  readonly today: CalendarDate;
  readonly amounts: Amounts;
  #cast: Cast | undefined;
  #receivable: string | undefined;

  constructor(network: StoryNetwork, document: StoryInvoice, now = new Date()) {
    this.network = network;
    this.document = document;
    this.today = parseDate(now.toISOString().slice(0, 10));
    this.amounts = amountsIn(document.invoice.currency);
  }

  get invoice(): Invoice {
    return this.document.invoice;
  }

  /** What the sub-supplier gets of the claim; the financier buys the rest. */
  get part(): bigint {
    return (this.invoice.payable * 3n) / 10n;
  }

  get rest(): bigint {
    return this.invoice.payable - this.part;
  }

  get cast(): Cast {
    return made(this.#cast, "the parties");
  }

  set cast(cast: Cast) {
    this.#cast = cast;
  }

  /** The claim's id. */
  get receivable(): string {
    return made(this.#receivable, "the claim");
  }

  set receivable(id: string) {
    this.#receivable = id;
  }
}
