import { setTimeout as sleep } from "node:timers/promises";

import type { Context } from "../context.ts";
import { lastPosition } from "../queries/events.ts";

const STEP_MS = 50;

/** Lets many requests wait for events while the database is asked once for all of them. */
export class Arrivals {
  readonly #context: Context;
  readonly #closing = new AbortController();
  #asked: Promise<bigint> | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whether the server stops. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Resolves to the last position as soon as it is beyond `position`, or to `position` when the time is over or we stop. */
  async beyond(position: bigint, until: number): Promise<bigint> {
    while (performance.now() < until && !this.#closing.signal.aborted) {
      const last = await this.#next();
      if (last > position) return last;
    }
    return position;
  }

  /** Lets everybody go: the server stops. */
  close(): void {
    this.#closing.abort();
  }

  #next(): Promise<bigint> {
    this.#asked ??= this.#ask().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  async #ask(): Promise<bigint> {
    await sleep(STEP_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    return lastPosition(this.#context);
  }
}
