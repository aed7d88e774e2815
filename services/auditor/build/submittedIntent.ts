import { relayedIntents } from "../../chain/relayedIntents.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { intentHash } from "../../evm/intentHash.ts";
import type { Call, Intent } from "../../evm/intentHash.ts";

/** An intent may itself call the relay or another account; deeper than this nobody goes in earnest. */
const MAX_DEPTH = 4;

/** The intent of this hash in a transaction's input, however deep; undefined when it is not there. */
export function submittedIntent(recipient: Address, input: Hex, account: Address, hash: Hash): Intent | undefined {
  let calls: Call[] = [{ target: recipient, data: input }];
  for (let depth = 0; depth < MAX_DEPTH && calls.length > 0; depth++) {
    const found = calls.flatMap(({ target, data }) => relayedIntents(target, data));
    const match = found.find((item) => item.account === account && intentHash(item.intent) === hash);
    if (match) return match.intent;
    calls = found.flatMap(({ intent }) => intent.calls);
  }
  return undefined;
}
