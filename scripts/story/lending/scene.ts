import { addDays, parseDate } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import { dayNumber } from "../../../services/domain/dayNumber.ts";
import { amountsIn } from "../amounts.ts";
import { StoryFailed } from "../client.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { StoryNetwork } from "../story.ts";

export interface LendingCast {
  readonly startup: StoryParty;
  /** The first is the agent. */
  readonly lenders: readonly [StoryParty, StoryParty, StoryParty];
  readonly bank: StoryParty;
}

/** What each lender commits, in minor units. */
export const COMMITMENTS = [250_000_00n, 150_000_00n, 100_000_00n] as const;
export const TOTAL = 500_000_00n;
export const CURRENCY = "EUR";

/** Where the story of a loan stands. */
export class LendingScene {
  readonly network: StoryNetwork;
  readonly amounts = amountsIn(CURRENCY);
  /** On which it begins, in UTC, which is the facility's calendar too. */
  readonly today: CalendarDate = parseDate(new Date().toISOString().slice(0, 10));
  #day = this.today;
  facility = "";
  drawdown = "";
  #cast: LendingCast | undefined;

  constructor(network: StoryNetwork) {
    this.network = network;
  }

  get cast(): LendingCast {
    if (!this.#cast) throw new StoryFailed("nobody has been admitted yet");
    return this.#cast;
  }

  set cast(cast: LendingCast) {
    this.#cast = cast;
  }

  dayAfter(days: number): CalendarDate {
    return addDays(this.today, days);
  }

  /** Lets a day come, and has a block made: only blocks move the chain's time. */
  async passTo(day: CalendarDate): Promise<void> {
    const { letPass } = this.network;
    if (!letPass) throw new StoryFailed("a loan takes months: it needs a network whose clock the story may move");
    const days = dayNumber(day) - dayNumber(this.#day);
    letPass(days);
    this.#day = day;
    await this.deposit(this.cast.startup, 1n, `one cent on ${day}`);
  }

  /** The bank books a deposit. */
  async deposit(party: StoryParty, amount: bigint, bankReference: string): Promise<void> {
    await act(this.cast.bank, "/v1/cash/deposits", {
      party: party.id,
      amount: this.amounts.money(amount),
      bankReference,
    });
  }
}
