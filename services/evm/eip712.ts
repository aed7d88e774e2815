import type { Address, Hash } from "../domain/brand.ts";
import { toHex } from "../domain/hex.ts";
import { keccak, keccakText, word } from "./words.ts";

/** What a signature is good for: one contract of one network. */
export interface SigningDomain {
  readonly chainId: number;
  /** The contract that checks the signature. */
  readonly contract: Address;
  /** Random, fixed at genesis: what was signed for staging is worthless in production. */
  readonly networkId: Hash;
}

export interface TypedField {
  readonly name: string;
  readonly type: string;
}

/** EIP-712 message as `eth_signTypedData_v4` takes it; integers above 2^53 and their like are decimal strings. */
export interface TypedDataJson {
  readonly domain: {
    readonly name: string;
    readonly version: "1";
    readonly chainId: number;
    readonly verifyingContract: Address;
    readonly salt: Hash;
  };
  readonly types: Readonly<Record<string, readonly TypedField[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
}

export type StructTypes = Readonly<Record<string, readonly TypedField[]>>;

const VERSION = "1";
const DOMAIN_FIELDS: readonly TypedField[] = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
  { name: "salt", type: "bytes32" },
];

const DOMAIN_TYPE = typeHash({ EIP712Domain: DOMAIN_FIELDS });
const VERSION_HASH = keccakText(VERSION);

/** EIP-712 typeHash; the first struct is the primary one, those that it uses follow in alphabetical order. */
export function typeHash(types: StructTypes): Uint8Array {
  const structs = Object.entries(types).map(([name, fields]) => `${name}(${fields.map(declare).join(",")})`);
  return keccakText(structs.join(""));
}

export function digest(name: string, { chainId, contract, networkId }: SigningDomain, structHash: Uint8Array): Hash {
  const domain = [DOMAIN_TYPE, keccakText(name), VERSION_HASH, word(chainId), word(contract), word(networkId)];
  return toHex(keccak(Uint8Array.of(0x19, 0x01), keccak(...domain), structHash)) as Hash;
}

export function toJson(
  name: string,
  { chainId, contract, networkId }: SigningDomain,
  types: StructTypes,
  message: TypedDataJson["message"],
): TypedDataJson {
  return {
    domain: { name, version: VERSION, chainId, verifyingContract: contract, salt: networkId },
    types: { EIP712Domain: DOMAIN_FIELDS, ...types },
    primaryType: Object.keys(types)[0] ?? "",
    message,
  };
}

function declare({ name, type }: TypedField): string {
  return `${type} ${name}`;
}
