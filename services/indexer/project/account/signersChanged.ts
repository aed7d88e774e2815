import type { Custody } from "../../../chain/signer.ts";
import type { Address, Hash } from "../../../domain/brand.ts";
import { appendToAccount, needAccount } from "../accountHistory.ts";
import { projection } from "../projection.ts";

export const signersChanged = projection<{
  epoch: bigint;
  seq: bigint;
  intent: Hash;
  threshold: bigint;
  signers: readonly { key: Address; custody: Custody }[];
}>("PartyAccount", "SignersChanged", {
  need(event, mirror) {
    const { epoch, signers } = event.args;
    needAccount(event, mirror);
    for (const { key } of signers) mirror.signers.need({ account: event.contract.address, epoch, key });
  },
  apply(event, mirror) {
    const { epoch, intent, threshold, signers } = event.args;
    const account = event.contract.address;
    appendToAccount(event, mirror, intent);
    mirror.parties.change({ account }, { epoch, threshold: Number(threshold) });
    for (const { key, custody } of signers) mirror.signers.insert({ account, epoch, key, custody });
  },
});
