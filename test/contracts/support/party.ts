import { AbiCoder, SigningKey, computeAddress, concat, getBytes, id, keccak256 } from "ethers";

import type { Deployed } from "./deployed.ts";
import { CHAIN_ID, DAY, RELAYER, now } from "./network.ts";
import { Refused } from "./refusal.ts";
import { send, sendAs } from "./transactions.ts";
import type { Call, Receipt } from "./transactions.ts";
import { intentDigest } from "./typedData.ts";
import type { Domain, Intent } from "./typedData.ts";

export const Custody = { NONE: 0n, CUSTODIAL: 1n, EXTERNAL: 2n, HSM: 3n } as const;

/** Gas that an act's calls get unless a test is about gas. */
const GAS = 5_000_000n;

/** An intent with its signatures, as a relay item. */
export interface SignedIntent {
  readonly account: string;
  readonly intent: Intent;
  readonly signatures: string;
}

/** A key of which a test knows the secret. */
export class Key {
  readonly address: string;
  readonly #key: SigningKey;

  constructor(label: string) {
    this.#key = new SigningKey(id(`tallystick test key: ${label}`));
    this.address = computeAddress(this.#key.publicKey);
  }

  sign(digest: string): string {
    return this.#key.sign(getBytes(digest)).serialized;
  }
}

/** `count` keys of a name, ascending by address as the contracts want signatures. */
export function keysOf(name: string, count: number): Key[] {
  const keys = Array.from({ length: count }, (_, index) => new Key(`${name}/${String(index)}`));
  return keys.sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
}

/** The first `threshold` keys' signatures over a digest, joined. */
export function signaturesOver(digest: string, keys: readonly Key[], threshold: number): string {
  return concat(keys.slice(0, threshold).map((key) => key.sign(digest)));
}

/** An admitted party: its account on chain and the keys of its signers. */
export class Party {
  readonly name: string;
  readonly entity: string;
  readonly account: Deployed;
  readonly keys: readonly Key[];
  readonly threshold: number;
  readonly domain: Domain;
  #acts = 0;

  constructor(
    name: string,
    entity: string,
    account: Deployed,
    keys: readonly Key[],
    threshold: number,
    network: string,
  ) {
    this.name = name;
    this.entity = entity;
    this.account = account;
    this.keys = keys;
    this.threshold = threshold;
    this.domain = { network, contract: account.address };
  }

  get address(): string {
    return this.account.address;
  }

  /** An intent of its own, valid for a day; fields that a test is about are given. */
  async intent(calls: readonly Call[], given: Partial<Intent> = {}): Promise<Intent> {
    this.#acts += 1;
    return {
      id: operationId(this.address, `${this.name}/${String(this.#acts)}`),
      deadline: given.deadline ?? (await now()) + DAY,
      gas: GAS,
      epoch: given.epoch ?? (await this.account.uint("epoch")),
      calls,
      ...given,
    };
  }

  signed(intent: Intent): SignedIntent {
    const signatures = signaturesOver(intentDigest(this.domain, intent), this.keys, this.threshold);
    return { account: this.address, intent, signatures };
  }

  /** A signed intent, not yet submitted. */
  async signs(calls: readonly Call[], given: Partial<Intent> = {}): Promise<SignedIntent> {
    return this.signed(await this.intent(calls, given));
  }

  /**
   * Does it through a signed intent that somebody else submits.
   *
   * @throws Refused if the account refused the intent, or its calls failed
   */
  async acts(...calls: Call[]): Promise<Receipt> {
    const receipt = await this.submits(await this.signs(calls));
    const [failed] = this.account.events(receipt, "IntentFailed");
    if (failed) throw new Refused(String(failed["reason"]));
    return receipt;
  }

  /** Has an intent executed, whatever becomes of it. @throws Refused if the account refused it */
  async submits({ intent, signatures }: SignedIntent, gas?: bigint): Promise<Receipt> {
    return send(this.account.call("execute", intent, signatures), RELAYER, gas);
  }

  /** Does it as the bare sender, which only a test can: for what an act costs by itself. */
  async actsDirectly(call: Call): Promise<Receipt> {
    return sendAs(this.address, call);
  }
}

/** Identifier of an operation on an account, as the services derive it. */
export function operationId(account: string, key: string): string {
  const types = ["string", "uint256", "address", "string"];
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, ["op/1", CHAIN_ID, account, key]));
}
