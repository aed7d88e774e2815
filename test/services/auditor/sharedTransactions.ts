import { fingerprintDigest } from "../../../services/chain/intents.ts";
import { signingDomain } from "../../../services/chain/manifest.ts";
import type { ClaimId } from "../../../services/domain/brand.ts";
import { callOf, intentOf, randomHash, relay } from "../chain/acting.ts";
import type { Actor, Ledger } from "../indexer/ledger.ts";
import { DUE } from "../indexer/ledger.ts";

export interface Shared {
  readonly mine: ClaimId;
  /** A claim of the same seller, changed in the very intent that changed `mine`. */
  readonly sibling: ClaimId;
  /** Of other parties, acknowledged in the same transaction. */
  readonly theirs: ClaimId;
  /** Registered in one bulk act. */
  readonly bulk: readonly [ClaimId, ClaimId];
}

/** Acts on several claims, of several parties, that share intents and transactions. */
export async function shareTransactions(
  ledger: Ledger,
  [seller, debtor, other, third]: readonly [Actor, Actor, Actor, Actor],
): Promise<Shared> {
  const mine = await ledger.register(seller, debtor, 700n);
  const sibling = await ledger.register(seller, debtor, 300n);
  const theirs = await ledger.register(other, third, 900n);
  const acknowledge = (id: ClaimId, amount: bigint) =>
    ledger.call("Receivables", "acknowledge", { id, amount, dueAt: DUE, waivers: 0, terms: randomHash() });
  const item = (actor: Actor, ...calls: Parameters<typeof intentOf>[0]) =>
    ledger.item(actor, intentOf(calls, { gas: 2_000_000n, epoch: actor.epoch }));
  await relay(ledger.network, [
    await item(debtor, acknowledge(mine, 700n)),
    await item(third, acknowledge(theirs, 900n)),
  ]);
  const assign = ledger.call("Receivables", "assign", mine, other.account, 5n, randomHash());
  await ledger.does(seller, assign, ledger.call("Servicing", "cancel", sibling, randomHash()));
  const both = [await registration(ledger, seller, debtor), await registration(ledger, seller, debtor)] as const;
  const terms = both.map(({ registration: one }) => one);
  await ledger.does(seller, callOf("Bulk", ledger.contracts.bulk, "registerMany", [terms]));
  return { mine, sibling, theirs, bulk: [both[0].id, both[1].id] };
}

async function registration(ledger: Ledger, seller: Actor, debtor: Actor) {
  const [tag, numberTag, documentRoot] = [randomHash(), randomHash(), randomHash()];
  const fingerprint = {
    numberTags: [numberTag],
    tags: [tag],
    seller: seller.account,
    debtor: debtor.account,
    documentRoot,
  };
  const domain = signingDomain(ledger.network.manifest, ledger.contracts.fingerprints);
  const signature = await ledger.network.fingerprinter.sign(fingerprintDigest(domain, fingerprint));
  return {
    id: tag as string as ClaimId,
    registration: { currency: "0x455552", face: 100n, dueAt: DUE, fingerprint, signature },
  };
}
