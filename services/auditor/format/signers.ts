import type { Address } from "../../domain/brand.ts";
import { toHex } from "../../domain/hex.ts";
import { DomainError } from "../../domain/problem.ts";
import { keccakText } from "../../evm/words.ts";
import type { LoggedEvent } from "./bundle.ts";
import { wordsOf } from "./events.ts";

/** Who keeps a key: the operator, its owner, or its owner's hardware. */
export type KeyCustody = "operator-held" | "own" | "own-hsm";

/** Who could sign for an account, from one change of signers to the next. */
export interface SignerEpoch {
  readonly threshold: number;
  readonly keys: ReadonlyMap<Address, KeyCustody>;
}

const SIGNERS_CHANGED = toHex(keccakText("SignersChanged(uint256,uint32,bytes32,uint8,(address,uint8)[])"));
const CUSTODIES: readonly (KeyCustody | undefined)[] = [undefined, "operator-held", "own", "own-hsm"];
/** Sequence, intent, threshold, where the list begins, and its length. */
const BEFORE_SIGNERS = 5;
const MAX_SIGNERS = 16;

/** The epochs in an account's history; its other events say nothing of who may sign. @throws DomainError unknown-event */
export function signerEpochs(events: readonly LoggedEvent[]): ReadonlyMap<number, SignerEpoch> {
  const changes = events.filter(({ topics }) => topics[0] === SIGNERS_CHANGED);
  return new Map(changes.map(({ topics, data }) => [Number(BigInt(topics[1] ?? 0)), readSigners(wordsOf(data))]));
}

function readSigners(words: readonly string[]): SignerEpoch {
  const threshold = Number(BigInt(words[2] ?? 0));
  const count = Number(BigInt(words[BEFORE_SIGNERS - 1] ?? 0));
  if (count > MAX_SIGNERS || words.length !== BEFORE_SIGNERS + 2 * count)
    throw new DomainError("unknown-event", "a change of signers does not list them as it should");
  const keys = new Map<Address, KeyCustody>();
  for (let at = BEFORE_SIGNERS; at < words.length; at += 2) {
    const custody = CUSTODIES[Number(BigInt(words[at + 1] ?? 0))];
    if (!custody) throw new DomainError("unknown-event", "a change of signers does not say how a key is kept");
    keys.set(`0x${(words[at] ?? "").slice(-40)}` as Address, custody);
  }
  return { threshold, keys };
}
