import { setTimeout as sleep } from "node:timers/promises";
import { RpcError, RpcNoAnswer } from "../../chain/rpcError.ts";
import { DatabaseUnavailable, SerializationFailure } from "../../store/errors.ts";
import { Turns } from "../../store/turns.ts";
import type { Indexer, IndexerOptions, IndexerStatus } from "../indexer.ts";
import { CursorMoved } from "../write/cursor.ts";
import { haltOf, keepEvidence } from "./halt.ts";
import type { Halt } from "./halt.ts";
import { BlockMissing } from "./fetchBlocks.ts";
import { Follower } from "./follower.ts";
import { Waiters } from "./waiters.ts";

/** What another try may mend: a node or database that is away, behind, or busy. */
const PASSING = [RpcError, RpcNoAnswer, BlockMissing, DatabaseUnavailable, SerializationFailure, CursorMoved];
const LONGEST_REST_MS = 2_000;
/** Under load the next block is there before the last is written; so long may it last until the mirror counts as late. */
const GRACE_MS = 10_000;

/** Steps for ever: rests when there is nothing to do, tries again what may pass, halts at what cannot be right. */
export class Loop implements Indexer {
  readonly #options: Required<IndexerOptions>;
  readonly #follower: Follower;
  readonly #waiters = new Waiters();
  readonly #turns = new Turns();
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #head: number | undefined;
  #caughtUpAt = -Infinity;
  #failures = 0;
  #problem: string | undefined;
  #halted: Halt | undefined;

  constructor(options: Required<IndexerOptions>) {
    const { db, rpc, manifest } = options;
    this.#options = options;
    this.#follower = new Follower(db, rpc, manifest, ({ block }) => {
      this.#waiters.reached(Number(block));
      options.bell.ring();
    });
  }

  start(): void {
    this.#running = this.#run();
  }

  status(): IndexerStatus {
    const isFollowing = performance.now() - this.#caughtUpAt < GRACE_MS;
    const ready = isFollowing && this.#problem === undefined && this.#halted === undefined;
    return {
      head: this.#head,
      position: this.#position,
      ready,
      ...(this.#problem !== undefined && { problem: this.#problem }),
      ...(this.#halted && { halted: this.#halted }),
    };
  }

  async waitFor(block: number, timeoutMs: number): Promise<boolean> {
    if ((this.#position ?? -1) >= block) return true;
    return this.#stopping.signal.aborted ? false : this.#waiters.wait(block, timeoutMs);
  }

  async paused<T>(work: () => Promise<T>): Promise<T> {
    const done = await this.#turns.next();
    try {
      return await work();
    } finally {
      this.#halted = undefined;
      this.#follower.forget();
      done();
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#waiters.giveUp();
  }

  get #position(): number | undefined {
    const position = this.#follower.position;
    return position === undefined ? undefined : Number(position);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const done = await this.#turns.next();
      const rest = await this.#step().finally(done);
      if (rest > 0) await sleep(rest, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns milliseconds to rest before the next step */
  async #step(): Promise<number> {
    const { pollMs, log } = this.#options;
    if (this.#halted) return pollMs;
    try {
      const head = await this.#follower.step();
      if (this.#failures > 0) log.info("the mirror follows the chain again");
      this.#failures = 0;
      return head === undefined ? 0 : this.#look(Number(head.number));
    } catch (error) {
      this.#follower.forget();
      if (PASSING.some((kind) => error instanceof kind)) return this.#postpone(error as Error);
      await this.#halt(error);
      return pollMs;
    }
  }

  #look(head: number): number {
    this.#head = head;
    const position = this.#position ?? head;
    this.#problem =
      head < position ? `the node is at block ${head}, behind the mirror's block ${position}: waiting` : undefined;
    if (head > position) return 0;
    this.#caughtUpAt = performance.now();
    return this.#options.pollMs;
  }

  #postpone(error: Error): number {
    this.#problem = error.message;
    if (this.#failures++ === 0) this.#options.log.warn({ err: error }, "the mirror cannot follow the chain now");
    return Math.min(this.#options.pollMs * 2 ** this.#failures, LONGEST_REST_MS);
  }

  async #halt(error: unknown): Promise<void> {
    const { db, log } = this.#options;
    const halt = haltOf(error, (this.#follower.position ?? -1n) + 1n);
    this.#halted = halt;
    log.error({ err: error, ...halt }, "the mirror has halted: what the node shows cannot be");
    await keepEvidence(db, halt).catch((failure: unknown) => {
      log.error({ err: failure }, "the evidence could not be stored; it is in the line above");
    });
  }
}
