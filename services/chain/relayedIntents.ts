import type { Address, Hash, Hex } from "../domain/brand.ts";
import { interfaceOf } from "./artifacts.ts";
import type { Call, Intent } from "./intents.ts";

interface RelayedIntent {
  readonly account: Address;
  readonly intent: Intent;
}

interface RawIntent {
  readonly id: string;
  readonly deadline: bigint;
  readonly gas: bigint;
  readonly epoch: bigint;
  readonly calls: readonly { readonly target: string; readonly data: string }[];
}

/**
 * The intents that a transaction's input hands to Relay, or to the account that it is sent to. Nothing is checked:
 * whoever sent the transaction chose these bytes, so compare {@link intentHash} with what the ledger says.
 */
export function relayedIntents(recipient: Address, input: Hex): RelayedIntent[] {
  const relayed = interfaceOf("Relay").parseTransaction({ data: input });
  if (relayed?.name === "relay") {
    const [items] = relayed.args as unknown as [readonly { account: string; intent: RawIntent }[]];
    return items.map(({ account, intent }) => ({ account: lower(account), intent: plain(intent) }));
  }
  const executed = interfaceOf("PartyAccount").parseTransaction({ data: input });
  if (executed?.name !== "execute") return [];
  const [intent] = executed.args as unknown as [RawIntent];
  return [{ account: recipient, intent: plain(intent) }];
}

const lower = (address: string): Address => address.toLowerCase() as Address;

const plain = ({ id, deadline, gas, epoch, calls }: RawIntent): Intent => ({
  id: id as Hash,
  deadline,
  gas,
  epoch: Number(epoch),
  calls: calls.map(({ target, data }): Call => ({ target: lower(target), data: data as Hex })),
});

/** Whether two lists of calls do the same. */
export const equalCalls = (one: readonly Call[], other: readonly Call[]): boolean =>
  one.length === other.length &&
  one.every(({ target, data }, at) => target === other[at]?.target && data === other[at].data);
