import { hashOf } from "./apiKeys.ts";

const MOST = 10_000;

/**
 * Hashes of API keys that were valid when last seen. They decide whose requests are counted together, never who gets in:
 * a made-up key is counted with its address, so that making up keys buys no requests and no look-ups.
 */
export class ProvenKeys {
  readonly #hashes = new Set<string>();

  /** @returns the key's hash if it was valid when last seen */
  find(key: string | undefined): string | undefined {
    const hash = key === undefined ? undefined : hashOf(key);
    return hash !== undefined && this.#hashes.has(hash) ? hash : undefined;
  }

  add(key: string): void {
    if (this.#hashes.size >= MOST) this.#hashes.clear();
    this.#hashes.add(hashOf(key));
  }

  delete(key: string): void {
    this.#hashes.delete(hashOf(key));
  }
}
