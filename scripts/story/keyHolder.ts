import { Signature, TypedDataEncoder, Wallet, computeAddress } from "ethers";
import type { SigningKey, TypedDataDomain, TypedDataField } from "ethers";

import type { Answer, Client, Json } from "./client.ts";
import { expectEqual, expectStatus } from "./client.ts";

interface Payload {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: Json;
}

/** A signature over an EIP-712 payload as the API gives it. */
export function signPayload(key: SigningKey, payload: unknown): string {
  const { domain, types, message } = payload as Payload;
  const structs = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
  return Signature.from(key.sign(TypedDataEncoder.hash(domain, structs, message))).serialized;
}

/** Whoever has a user's API key and a signing key that the service has never seen: its owner, or a thief. */
export class KeyHolder {
  readonly client: Client;
  readonly #key: SigningKey;

  constructor(client: Client, key: SigningKey = Wallet.createRandom().signingKey) {
    this.client = client;
    this.#key = key;
  }

  get address(): string {
    return computeAddress(this.#key.publicKey).toLowerCase();
  }

  /** The same key in other hands. */
  stolen(client: Client): KeyHolder {
    return new KeyHolder(client, this.#key);
  }

  sign(payload: unknown): string {
    return signPayload(this.#key, payload);
  }

  /** As a signer's choice in a rotation or a recovery of the party. */
  async choice(party: string, userId: string, custody: "external" | "hsm" = "external"): Promise<Json> {
    const payload = await this.client.get(`/v1/parties/possession?party=${party}&signer=${this.address}`);
    return { userId, own: { address: this.address, possession: this.sign(payload), custody } };
  }

  /** Makes an act and signs it. */
  async act(path: string, body: unknown = {}): Promise<Json> {
    const made = expectStatus(await this.tries(path, body), [200], path).body;
    expectEqual(made["status"], "done", path);
    return made;
  }

  /** The same, whatever comes of it: the first refusal, or the outcome. */
  async tries(path: string, body: unknown = {}): Promise<Answer> {
    const made = await this.client.post(path, body);
    if (made.body["status"] !== "awaiting_signatures") return made;
    const signature = this.sign(made.body["typedData"]);
    return this.client.post(`/v1/operations/${String(made.body["id"])}/signatures`, { signature });
  }
}
