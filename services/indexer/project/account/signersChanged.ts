import type { Custody } from "../../../chain/signer.ts";
import type { Address, Hash } from "../../../domain/brand.ts";
import { nextHead } from "../historyHead.ts";
import { historyArgs } from "../../decode/plainArgs.ts";
import { projection } from "../projection.ts";
import { MirrorFault } from "../../table/mirrorFault.ts";
import { orNull } from "../../decode/words.ts";

export const signersChanged = projection<{
  epoch: bigint;
  seq: bigint;
  intent: Hash;
  threshold: bigint;
  signers: readonly { key: Address; custody: Custody }[];
}>("PartyAccount", "SignersChanged", {
  need({ args: { epoch, signers: keys }, contract: { address: account } }, { parties, signers }) {
    parties.need({ account });
    for (const { key } of keys) signers.need({ account, epoch, key });
  },
  apply({ args, contract, name, block, at, transactionHash, log }, { parties, signers, accountEvents }) {
    const { epoch, seq, intent, threshold } = args;
    const account = contract.address;
    const party = parties.get({ account });
    if (seq !== party.seq + 1n) throw new MirrorFault(`account ${account}: event ${seq} follows event ${party.seq}`);
    const head = nextHead(party.head, seq, log.topics, log.data);
    parties.change({ account }, { epoch, threshold: Number(threshold), seq, head });
    for (const { key, custody } of args.signers) signers.insert({ account, epoch, key, custody });
    const place = { block, at, transactionHash, logIndex: log.index };
    accountEvents.insert({ account, seq, name, args: historyArgs(args), intent: orNull(intent), head, ...place });
  },
});
