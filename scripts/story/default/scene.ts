import { addDays } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import { coverOf } from "../../../services/domain/guarantee.ts";
import type { Layer } from "../../../services/domain/guarantee.ts";
import { StoryFailed } from "../client.ts";
import type { StoryParty } from "../parties.ts";
import { Scene } from "../tokenise/scene.ts";

export const DUE_IN_DAYS = 30;
export const GRACE_DAYS = 10;
export const VALID_DAYS = 180;

/** In the order in which they bear a loss. */
export const GUARANTORS = ["State Innovation Fund", "Guildhall Bank", "Harbour Insurance"] as const;

/** A scene with a government fund, a bank and an insurer, who cover a claim in three layers. */
export class DefaultScene extends Scene {
  #guarantors: readonly StoryParty[] = [];

  get guarantors(): readonly StoryParty[] {
    return this.#guarantors;
  }

  set guarantors(guarantors: readonly StoryParty[]) {
    this.#guarantors = guarantors;
  }

  get dueDate(): CalendarDate {
    return addDays(this.today, DUE_IN_DAYS);
  }

  /** A first loss of a tenth of the claim, then 40 % and 30 % of the loss; the rest is the holder's own. */
  get layers(): readonly Layer[] {
    const face = this.invoice.payable;
    return [
      { bps: 0, cap: face / 10n },
      { bps: 4_000, cap: face / 2n },
      { bps: 3_000, cap: face / 2n },
    ];
  }

  /** One in a hundred of what each layer can cost its guarantor. */
  get premiums(): readonly bigint[] {
    return this.layers.map(({ cap }) => cap / 100n);
  }

  /** Most that each layer can be asked for. */
  get reserves(): readonly bigint[] {
    return coverOf(this.layers, this.invoice.payable);
  }

  /** What the buyer pays before it stops. */
  get paidByBuyer(): bigint {
    return this.invoice.payable / 5n;
  }

  get loss(): bigint {
    return this.invoice.payable - this.paidByBuyer;
  }

  get covers(): readonly bigint[] {
    return coverOf(this.layers, this.loss);
  }

  get covered(): bigint {
    return sum(this.covers);
  }

  /** What no layer bears of the loss. */
  get retention(): bigint {
    return this.loss - this.covered;
  }

  letPass(days: number): void {
    if (!this.network.letPass) throw new StoryFailed("this story needs a network whose clock can be moved");
    this.network.letPass(days);
  }
}

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
