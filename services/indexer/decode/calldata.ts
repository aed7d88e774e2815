import { interfaceOf } from "../../chain/artifacts.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import type { Call, Intent } from "../../chain/intents.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { ContractBook } from "./contractBook.ts";

export interface SubmittedIntent {
  readonly account: Address;
  readonly intent: Intent;
  readonly signatures: readonly Hex[];
}

export interface SubmittedCancellation {
  readonly account: Address;
  readonly id: Hash;
  readonly deadline: bigint;
  readonly signatures: readonly Hex[];
}

export interface Submitted {
  readonly intents: SubmittedIntent[];
  readonly cancellations: SubmittedCancellation[];
}

interface RawIntent {
  readonly id: string;
  readonly deadline: bigint;
  readonly gas: bigint;
  readonly epoch: bigint;
  readonly calls: readonly { readonly target: string; readonly data: string }[];
}

interface RawItem {
  readonly account: string;
  readonly intent: RawIntent;
  readonly signatures: string;
}

/** An intent may itself call the relay or another account; deeper than this nobody goes in earnest. */
const MAX_DEPTH = 4;
const SIGNATURE_DIGITS = 130;
const SELECTOR_DIGITS = 10;

const EXECUTE = "execute";
const CANCEL = "cancel";

/**
 * The intents and cancellations that a call brings to the ledger's accounts. What reached them through a foreign
 * contract is not seen. Nothing is checked: whoever sent the transaction chose these bytes.
 */
export function submittedIn(recipient: Address, input: Hex, book: ContractBook): Submitted {
  const found: Submitted = { intents: [], cancellations: [] };
  collect({ target: recipient, data: input }, book, found, MAX_DEPTH);
  return found;
}

function collect({ target, data }: Call, book: ContractBook, found: Submitted, depth: number): void {
  const name = book.find(target)?.name;
  if (depth === 0 || (name !== "Relay" && name !== "PartyAccount")) return;
  try {
    if (name === "Relay") collectItems(data, book, found, depth);
    else collectDirect(target, data, book, found, depth);
  } catch {
    // Not what the contract reads as one of its calls, so nothing was executed through it.
  }
}

function collectItems(data: Hex, book: ContractBook, found: Submitted, depth: number): void {
  const [items] = decode("Relay", "relay", data) as [readonly RawItem[]];
  for (const { account, intent, signatures } of items)
    add(lower(account) as Address, intent, signatures, book, found, depth);
}

function collectDirect(account: Address, data: Hex, book: ContractBook, found: Submitted, depth: number): void {
  const called = interfaceOf("PartyAccount").getFunction(data.slice(0, SELECTOR_DIGITS))?.name;
  if (called === EXECUTE) {
    const [intent, signatures] = decode("PartyAccount", EXECUTE, data) as [RawIntent, string];
    add(account, intent, signatures, book, found, depth);
  } else if (called === CANCEL) {
    const [id, deadline, signatures] = decode("PartyAccount", CANCEL, data) as [string, bigint, string];
    found.cancellations.push({ account, id: lower(id) as Hash, deadline, signatures: split(signatures) });
  }
}

function add(
  account: Address,
  { id, deadline, gas, epoch, calls }: RawIntent,
  signatures: string,
  book: ContractBook,
  found: Submitted,
  depth: number,
): void {
  const inside = calls.map(({ target, data }): Call => ({ target: lower(target) as Address, data: lower(data) }));
  const intent: Intent = { id: lower(id) as Hash, deadline, gas, epoch: Number(epoch), calls: inside };
  found.intents.push({ account, intent, signatures: split(signatures) });
  for (const call of inside) collect(call, book, found, depth - 1);
}

/** @throws Error unless the data is a call of that function */
const decode = (contract: ContractName, name: string, data: Hex): unknown =>
  interfaceOf(contract).decodeFunctionData(name, data).toArray();

/** The account refuses signatures that are not of 65 bytes each. */
function split(signatures: string): Hex[] {
  const digits = signatures.slice(2).toLowerCase();
  const count = Math.floor(digits.length / SIGNATURE_DIGITS);
  return Array.from(
    { length: count },
    (_, i): Hex => `0x${digits.slice(i * SIGNATURE_DIGITS, (i + 1) * SIGNATURE_DIGITS)}`,
  );
}

const lower = (hex: string): Hex => hex.toLowerCase() as Hex;
