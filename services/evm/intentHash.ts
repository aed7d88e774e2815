import type { Address, Hash, Hex } from "../domain/brand.ts";
import { fromHex, toHex } from "../domain/hex.ts";
import { digest, typeHash } from "./eip712.ts";
import type { SigningDomain, StructTypes } from "./eip712.ts";
import { keccak, word } from "./words.ts";

export interface Call {
  readonly target: Address;
  readonly data: Hex;
}

/** What a party signs: calls that its account makes once at most, all or nothing. */
export interface Intent {
  /** Of the request that asked for it: unique for the account, for ever. */
  readonly id: Hash;
  /** Last second, since the epoch, in which it may be executed. */
  readonly deadline: bigint;
  /** Gas that the calls are given, all together. */
  readonly gas: bigint;
  /** The account's signer epoch under which it is signed. */
  readonly epoch: number;
  readonly calls: readonly Call[];
}

/** An intent whose calls are shown, or hidden behind their hashes. */
export interface SealedIntent extends Omit<Intent, "calls"> {
  readonly calls: readonly (Call | Hash)[];
}

/** Name of the EIP-712 domain of accounts. */
export const ACCOUNT = "Tallystick Account";

const CALL_STRUCT = [
  { name: "target", type: "address" },
  { name: "data", type: "bytes" },
];
export const INTENT: StructTypes = {
  Intent: [
    { name: "id", type: "bytes32" },
    { name: "deadline", type: "uint48" },
    { name: "gas", type: "uint64" },
    { name: "epoch", type: "uint32" },
    { name: "calls", type: "Call[]" },
  ],
  Call: CALL_STRUCT,
};

const INTENT_TYPE = typeHash(INTENT);
const CALL_TYPE = typeHash({ Call: CALL_STRUCT });

/** EIP-712 struct hash of one call: what stands for it where it is not to be shown. */
export const callHash = ({ target, data }: Call): Hash =>
  toHex(keccak(CALL_TYPE, word(target), keccak(fromHex(data)))) as Hash;

/** EIP-712 struct hash: what the account's events and outcomes name the intent by. */
export function intentHash({ id, deadline, gas, epoch, calls }: SealedIntent): Hash {
  const hashes = calls.map((call) => fromHex(typeof call === "string" ? call : callHash(call)));
  const words = [INTENT_TYPE, word(id), word(deadline), word(gas), word(epoch), keccak(...hashes)];
  return toHex(keccak(...words)) as Hash;
}

/** What each signer of the intent signs; `domain.contract` is the party's account. */
export function intentDigest(domain: SigningDomain, intent: SealedIntent): Hash {
  return digest(ACCOUNT, domain, fromHex(intentHash(intent)));
}
