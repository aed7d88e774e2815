import { TypedDataEncoder } from "ethers";
import type { TypedDataField } from "ethers";

import { CHAIN_ID } from "./network.ts";
import type { Call } from "./transactions.ts";

export interface Intent {
  readonly id: string;
  readonly deadline: bigint;
  readonly gas: bigint;
  readonly epoch: bigint;
  readonly calls: readonly Call[];
}

export interface Fingerprint {
  readonly numberTags: readonly string[];
  readonly tags: readonly string[];
  readonly seller: string;
  readonly debtor: string;
  readonly documentRoot: string;
}

/** Where a signature counts: the verifying contract on one network, told from its copies by the salt. */
export interface Domain {
  readonly network: string;
  readonly contract: string;
  readonly chainId?: bigint;
}

type Types = Record<string, TypedDataField[]>;

const INTENT: Types = {
  Intent: [
    { name: "id", type: "bytes32" },
    { name: "deadline", type: "uint48" },
    { name: "gas", type: "uint64" },
    { name: "epoch", type: "uint32" },
    { name: "calls", type: "Call[]" },
  ],
  Call: [
    { name: "target", type: "address" },
    { name: "data", type: "bytes" },
  ],
};

const CANCEL: Types = {
  Cancel: [
    { name: "id", type: "bytes32" },
    { name: "deadline", type: "uint48" },
    { name: "epoch", type: "uint32" },
  ],
};

const POSSESSION: Types = {
  Possession: [
    { name: "entity", type: "bytes32" },
    { name: "signer", type: "address" },
  ],
};

const FINGERPRINT: Types = {
  Fingerprint: [
    { name: "numberTags", type: "bytes32[]" },
    { name: "tags", type: "bytes32[]" },
    { name: "seller", type: "address" },
    { name: "debtor", type: "address" },
    { name: "documentRoot", type: "bytes32" },
  ],
};

function digest(name: string, { network, contract, chainId = CHAIN_ID }: Domain, types: Types, value: object): string {
  const domain = { name, version: "1", chainId, verifyingContract: contract, salt: network };
  return TypedDataEncoder.hash(domain, types, value);
}

export function intentDigest(account: Domain, intent: Intent): string {
  return digest("Tallystick Account", account, INTENT, intent);
}

/** The hash that events and storage name an intent by: without the domain. */
export function intentHash(intent: Intent): string {
  return TypedDataEncoder.hashStruct("Intent", INTENT, intent);
}

export function cancelDigest(account: Domain, cancel: Pick<Intent, "id" | "deadline" | "epoch">): string {
  return digest("Tallystick Account", account, CANCEL, cancel);
}

export function cancelHash(cancel: Pick<Intent, "id" | "deadline" | "epoch">): string {
  return TypedDataEncoder.hashStruct("Cancel", CANCEL, cancel);
}

export function possessionDigest(parties: Domain, entity: string, signer: string): string {
  return digest("Tallystick Parties", parties, POSSESSION, { entity, signer });
}

export function fingerprintDigest(fingerprints: Domain, fingerprint: Fingerprint): string {
  return digest("Tallystick Fingerprints", fingerprints, FINGERPRINT, fingerprint);
}
