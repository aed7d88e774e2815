/** Those who wait until the mirror has reached a block. */
export class Waiters {
  readonly #waiting = new Set<{ readonly block: number; readonly resolve: (reached: boolean) => void }>();

  /** @returns whether the block was reached in time */
  async wait(block: number, timeoutMs: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter = { block, resolve };
    this.#waiting.add(waiter);
    const timer = setTimeout(resolve, timeoutMs, false);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(waiter);
    }
  }

  reached(block: number): void {
    for (const waiter of this.#waiting) if (waiter.block <= block) waiter.resolve(true);
  }

  giveUp(): void {
    for (const { resolve } of this.#waiting) resolve(false);
  }
}
