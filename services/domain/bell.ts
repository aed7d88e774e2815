import { setTimeout as sleep } from "node:timers/promises";

/**
 * Wakes those of this process who rest until there may be something to do. Work that comes from elsewhere rings nothing:
 * who rests must look by itself from time to time.
 */
export class Bell {
  #rung = 0;
  #woken = new AbortController();

  /** How often it has rung: taken before one looks for work, so that no ring is missed while looking. */
  get rung(): number {
    return this.#rung;
  }

  ring(): void {
    this.#rung += 1;
    this.#woken.abort();
    this.#woken = new AbortController();
  }

  /** Resolves after so many milliseconds, at the next ring, or when `signal` aborts; at once if it rang since `rung`. */
  async rest(ms: number, rung: number, signal?: AbortSignal): Promise<void> {
    if (rung !== this.#rung) return;
    const signals = signal ? [this.#woken.signal, signal] : [this.#woken.signal];
    await sleep(ms, undefined, { signal: AbortSignal.any(signals) }).catch(() => undefined);
  }
}
