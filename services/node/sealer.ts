import type { NodeConfig } from "./config.ts";
import type { Engine, MinedBlock } from "./engine/engine.ts";
import type { Journal } from "./journal/journal.ts";
import type { Log } from "./log.ts";
import type { Pool } from "./pool/pool.ts";
import type { SignedTransaction } from "./pool/transaction.ts";
import { messageOf } from "./refusal.ts";

/** The chain as the sealer finds it. */
export interface Sealable {
  readonly engine: Pick<Engine, "offer" | "mine">;
  readonly journal: Pick<Journal, "appendBlock" | "appendSealed">;
  readonly head: MinedBlock;
  readonly replayed: { readonly blocks: number; readonly transactions: number };
}

type Timing = Pick<NodeConfig, "blockPeriodMs" | "heartbeatMs" | "blockGasLimit">;

/** Makes the blocks, one at a time: pick, journal, sync, mine, record the hash. */
export class Sealer {
  readonly #chain: Sealable;
  readonly #pool: Pool;
  readonly #config: Timing;
  readonly #log: Log;
  readonly #fatal: (error: unknown) => void;
  #head: MinedBlock;
  #timer: { handle: NodeJS.Timeout; due: number } | undefined;
  #sealing: Promise<void> | undefined;
  #stopped = false;
  #blocks: number;
  #transactions: number;

  /** @param fatal is called once if sealing fails: disk and memory may then differ, and the process must end. */
  constructor(chain: Sealable, pool: Pool, config: Timing, log: Log, fatal: (error: unknown) => void) {
    this.#chain = chain;
    this.#pool = pool;
    this.#config = config;
    this.#log = log;
    this.#fatal = fatal;
    this.#head = chain.head;
    this.#blocks = chain.replayed.blocks;
    this.#transactions = chain.replayed.transactions;
    this.#armHeartbeat();
  }

  /** What stands in the journal. */
  get journalled(): { blocks: number; transactions: number } {
    return { blocks: this.#blocks, transactions: this.#transactions };
  }

  /** To be called after a transaction has come into the pool. */
  wake(): void {
    if (this.#pool.hasReady()) this.#arm(this.#config.blockPeriodMs);
  }

  /** Resolves when the block at work, if any, is finished; none is begun after it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer?.handle);
    await this.#sealing;
  }

  #armHeartbeat(): void {
    const age = Date.now() - 1000 * this.#head.timestamp;
    this.#arm(Math.min(Math.max(this.#config.heartbeatMs - age, 0), this.#config.heartbeatMs));
  }

  #arm(delay: number): void {
    const due = performance.now() + delay;
    if (this.#stopped || this.#sealing || (this.#timer && this.#timer.due <= due)) return;
    clearTimeout(this.#timer?.handle);
    const handle = setTimeout(() => {
      this.#turn();
    }, delay);
    this.#timer = { due, handle };
  }

  #turn(): void {
    this.#timer = undefined;
    this.#sealing = this.#seal().then(
      () => {
        this.#sealing = undefined;
        this.#armHeartbeat();
        this.wake();
      },
      (error: unknown) => {
        this.#stopped = true;
        this.#fatal(error);
      },
    );
  }

  async #seal(): Promise<void> {
    const { engine, journal } = this.#chain;
    const transactions = await this.#offer(this.#pool.pick(this.#config.blockGasLimit));
    const number = this.#head.number + 1;
    const timestamp = Math.max(Math.floor(Date.now() / 1000), this.#head.timestamp);
    await journal.appendBlock({ kind: "block", number, timestamp, transactions: transactions.map(({ raw }) => raw) });
    this.#head = await engine.mine(timestamp);
    await journal.appendSealed({ kind: "sealed", number, hash: this.#head.hash });
    this.#pool.mined(transactions);
    this.#blocks += 1;
    this.#transactions += transactions.length;
  }

  /**
   * The engine has the last word on what can be mined, before it is journalled: a journalled block that cannot be mined
   * would keep the chain from ever starting again. The pool's own rules let nothing through that the engine refuses.
   */
  async #offer(picked: readonly SignedTransaction[]): Promise<SignedTransaction[]> {
    const offered: SignedTransaction[] = [];
    const skipped = new Set<string>();
    for (const transaction of picked) {
      if (skipped.has(transaction.from)) continue;
      try {
        await this.#chain.engine.offer(transaction.raw);
        offered.push(transaction);
      } catch (error) {
        skipped.add(transaction.from);
        this.#pool.drop(transaction);
        this.#log(`dropped transaction ${transaction.hash}, refused by the engine: ${messageOf(error)}`);
      }
    }
    return offered;
  }
}
