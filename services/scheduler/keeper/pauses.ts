const FIRST_MS = 2_000;
const LONGEST_MS = 3_600_000;
/** More than can be waiting at once: what was not asked about for longest is forgotten. */
const REMEMBERED = 10_000;

/** How long to leave alone what the ledger has refused, or has just done and the mirror does not show yet. */
export class Pauses {
  readonly #until = new Map<string, { readonly at: number; readonly ms: number }>();

  isOver(key: string, now: number): boolean {
    return now >= (this.#until.get(key)?.at ?? 0);
  }

  /** Twice as long as the last time. */
  pause(key: string, now: number): void {
    const ms = Math.min(2 * (this.#until.get(key)?.ms ?? FIRST_MS / 2), LONGEST_MS);
    this.#until.delete(key);
    this.#until.set(key, { at: now + ms, ms });
    const [oldest] = this.#until.keys();
    if (this.#until.size > REMEMBERED && oldest !== undefined) this.#until.delete(oldest);
  }
}
