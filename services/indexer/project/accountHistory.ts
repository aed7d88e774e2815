import type { Hash } from "../../domain/brand.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import { historyArgs } from "../decode/plainArgs.ts";
import { orNull } from "../decode/words.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import { nextHead } from "./historyHead.ts";
import type { Mirror } from "./mirror.ts";

/** Which account's row {@link appendToAccount} continues. */
export function needAccount({ contract }: LedgerEvent<{ seq: bigint }>, { parties }: Mirror): void {
  parties.need({ account: contract.address });
}

/**
 * Adds the event to the account's history and its hash to the account's head.
 * @param intent zero if none caused it
 * @throws MirrorFault if the event is not the next one
 */
export function appendToAccount(event: LedgerEvent<{ seq: bigint }>, mirror: Mirror, intent: Hash): void {
  const { args, contract, name, block, at, transactionHash, log } = event;
  const account = contract.address;
  const { seq } = args;
  const party = mirror.parties.get({ account });
  if (seq !== party.seq + 1n) throw new MirrorFault(`account ${account}: event ${seq} follows event ${party.seq}`);
  const head = nextHead(party.head, seq, log.topics, log.data);
  mirror.parties.change({ account }, { seq, head });
  const place = { block, at, transactionHash, logIndex: log.index };
  mirror.accountEvents.insert({
    account,
    seq,
    name,
    args: historyArgs({ ...args }),
    intent: orNull(intent),
    head,
    ...place,
  });
}
