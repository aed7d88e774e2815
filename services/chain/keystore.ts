import { createSecretKey } from "node:crypto";
import type { KeyObject } from "node:crypto";

import type { Address } from "../domain/brand.ts";
import { generateKey, LocalSigner } from "./localSigner.ts";
import { ChainError } from "./problem.ts";
import { open, seal } from "./seal.ts";
import type { Signer } from "./signer.ts";

/** Where sealed bytes are kept: a table, a folder. It never sees a secret. */
export interface SealedStorage {
  get(name: string): Promise<Uint8Array | undefined>;
  /** Must refuse or overwrite; the keystore itself never writes a name twice. */
  put(name: string, sealed: Uint8Array): Promise<void>;
}

/** Private keys and other secrets, each sealed under the network's master key (AES-256-GCM). */
export class Keystore {
  readonly #master: KeyObject;
  readonly #storage: SealedStorage;

  /**
   * @param masterKey 32 bytes; the keystore keeps its own copy
   * @throws ChainError bad-key
   */
  constructor(masterKey: Uint8Array, storage: SealedStorage) {
    if (masterKey.length !== 32) throw new ChainError("bad-key", "a master key is 32 bytes");
    this.#master = createSecretKey(masterKey);
    this.#storage = storage;
  }

  /** Makes a key. It is stored before anybody can learn its address. */
  async create(): Promise<Signer> {
    const key = generateKey();
    const signer = new LocalSigner(key);
    await this.#put(keyName(signer.address), key);
    key.fill(0);
    return signer;
  }

  /** @throws ChainError secret-missing, wrong-master-key, sealed-data-altered */
  async signerOf(address: Address): Promise<Signer> {
    const key = await this.#get(keyName(address));
    const signer = new LocalSigner(key);
    key.fill(0);
    return signer;
  }

  /** @throws ChainError secret-exists: a secret that documents or tags depend on is never replaced */
  async seal(name: string, secret: Uint8Array): Promise<void> {
    await this.#put(secretName(name), secret);
  }

  /** @throws ChainError secret-missing, wrong-master-key, sealed-data-altered */
  async open(name: string): Promise<Uint8Array> {
    return this.#get(secretName(name));
  }

  async has(name: string): Promise<boolean> {
    return (await this.#storage.get(secretName(name))) !== undefined;
  }

  async #put(entry: string, secret: Uint8Array): Promise<void> {
    if ((await this.#storage.get(entry)) !== undefined) {
      throw new ChainError("secret-exists", `the keystore has "${entry}" already`);
    }
    await this.#storage.put(entry, seal(this.#master, entry, secret));
  }

  async #get(entry: string): Promise<Uint8Array> {
    const sealed = await this.#storage.get(entry);
    if (sealed === undefined) throw new ChainError("secret-missing", `the keystore has no "${entry}"`);
    return open(this.#master, entry, sealed);
  }
}

const keyName = (address: Address): string => `key/${address}`;
const secretName = (name: string): string => `secret/${name}`;
