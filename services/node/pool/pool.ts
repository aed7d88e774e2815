import { RPC_CODE, RpcError } from "../rpc/error.ts";
import type { SignedTransaction } from "./transaction.ts";

export const POOL_LIMITS = { transactions: 8192, bytes: 64 << 20, ahead: 1024 } as const;

interface Sender {
  /** The nonce of the next transaction to be mined. */
  next: number;
  readonly waiting: Map<number, Entry>;
}

interface Entry {
  readonly transaction: SignedTransaction;
  readonly arrival: number;
}

/**
 * Transactions accepted but not yet in a block, in memory only. It hands out what can be mined and keeps the rest: a
 * transaction behind a gap waits here and never reaches the engine.
 */
export class Pool {
  readonly #nonceOf: (address: string) => Promise<number>;
  readonly #senders = new Map<string, Sender>();
  readonly #byHash = new Map<string, Entry>();
  #arrivals = 0;
  #bytes = 0;

  /** @param nonceOf an account's nonce at the head, asked once per sender. */
  constructor(nonceOf: (address: string) => Promise<number>) {
    this.#nonceOf = nonceOf;
  }

  get size(): number {
    return this.#byHash.size;
  }

  get(hash: string): SignedTransaction | undefined {
    return this.#byHash.get(hash)?.transaction;
  }

  /** @throws RpcError if it is known, can no longer be mined, or there is no room for it. */
  async add(transaction: SignedTransaction): Promise<void> {
    const sender = await this.#senderOf(transaction.from);
    this.#check(transaction, sender);
    const entry = { transaction, arrival: this.#arrivals++ };
    sender.waiting.set(transaction.nonce, entry);
    this.#byHash.set(transaction.hash, entry);
    this.#bytes += transaction.raw.length / 2;
  }

  /** The account's nonce once everything that can be mined is mined. @param nonce its nonce at the head. */
  pendingNonce(address: string, nonce: number): number {
    const sender = this.#senders.get(address.toLowerCase());
    if (!sender) return nonce;
    let pending = Math.max(nonce, sender.next);
    while (sender.waiting.has(pending)) pending += 1;
    return pending;
  }

  hasReady(): boolean {
    return [...this.#senders.values()].some(({ next, waiting }) => waiting.has(next));
  }

  /** What the next block contains: oldest first, each sender's in nonce order, within the gas limit by gas allowance. */
  pick(gasLimit: number): SignedTransaction[] {
    const picked: SignedTransaction[] = [];
    const heads = new Map<Sender, Entry>();
    for (const sender of this.#senders.values()) advance(heads, sender, sender.next);
    let gas = gasLimit;
    while (heads.size > 0) {
      const [sender, { transaction }] = oldest(heads);
      heads.delete(sender);
      if (transaction.gas > gas) continue;
      picked.push(transaction);
      gas -= transaction.gas;
      advance(heads, sender, transaction.nonce + 1);
    }
    return picked;
  }

  /** Takes out what is now in a block. */
  mined(transactions: readonly SignedTransaction[]): void {
    for (const transaction of transactions) {
      this.drop(transaction);
      const sender = this.#senders.get(transaction.from);
      if (sender) sender.next = transaction.nonce + 1;
    }
  }

  drop({ hash, from, nonce, raw }: SignedTransaction): void {
    if (!this.#byHash.delete(hash)) return;
    this.#senders.get(from)?.waiting.delete(nonce);
    this.#bytes -= raw.length / 2;
  }

  async #senderOf(address: string): Promise<Sender> {
    const known = this.#senders.get(address);
    if (known) return known;
    const next = await this.#nonceOf(address);
    // Another transaction of the same sender may have come first, and may even be mined by now.
    const sender = this.#senders.get(address) ?? { next, waiting: new Map<number, Entry>() };
    this.#senders.set(address, sender);
    return sender;
  }

  #check({ hash, nonce, raw }: SignedTransaction, { next, waiting }: Sender): void {
    if (this.#byHash.has(hash)) throw refused("already known");
    if (nonce < next) throw refused(`nonce too low: next nonce ${next}, tx nonce ${nonce}`);
    if (nonce > next + POOL_LIMITS.ahead) throw refused(`nonce too high: next nonce ${next}, tx nonce ${nonce}`);
    if (waiting.has(nonce))
      throw refused("replacement transaction underpriced: another one with this nonce is waiting");
    const full = this.size >= POOL_LIMITS.transactions || this.#bytes + raw.length / 2 > POOL_LIMITS.bytes;
    if (full) throw new RpcError(RPC_CODE.limitExceeded, "txpool is full");
  }
}

function advance(heads: Map<Sender, Entry>, sender: Sender, nonce: number): void {
  const entry = sender.waiting.get(nonce);
  if (entry) heads.set(sender, entry);
}

function oldest(heads: Map<Sender, Entry>): [Sender, Entry] {
  return [...heads].reduce((first, other) => (other[1].arrival < first[1].arrival ? other : first));
}

function refused(message: string): RpcError {
  return new RpcError(RPC_CODE.server, message);
}
