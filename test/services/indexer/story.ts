import { AbiCoder, keccak256 } from "ethers";

import type { Call } from "../../../services/chain/intents.ts";
import type { AssetId, ClaimId, Hash } from "../../../services/domain/brand.ts";
import { callOf, intentOf, randomHash } from "../chain/acting.ts";
import { FAR_FUTURE, newSigner } from "../chain/network.ts";
import { playGuarantee } from "./guaranteeStory.ts";
import { Ledger, ROLE } from "./ledger.ts";
import type { Actor } from "./ledger.ts";
import { playAssets } from "./assetStory.ts";
import { playSales } from "./saleStory.ts";
import { playLending } from "./lendingStory.ts";
import type { LendingStory } from "./lendingStory.ts";
import { offerOf, playMarket } from "./marketStory.ts";
import type { MarketStory } from "./marketStory.ts";
import { playServicing } from "./servicingStory.ts";

/** What was played, by name, for assertions. Amounts in cents. */
export interface Story extends MarketStory, LendingStory {
  readonly ledger: Ledger;
  readonly supplier: Actor;
  readonly subSupplier: Actor;
  readonly buyer: Actor;
  readonly financier: Actor;
  readonly bank: Actor;
  /** Acknowledged for less than its face, sold in part, paid by three ways, closed. */
  readonly claim: ClaimId;
  /** Still open, with frozen and forced units. */
  readonly open: ClaimId;
  readonly cancelled: ClaimId;
  /** Disputed, credited, put and bought back in parts, written off. */
  readonly serviced: ClaimId;
  /** Registered anew after a rejection, with liens on it that ended in every way. */
  readonly asset: AssetId;
  /** Sold under a lien, with another behind it. */
  readonly sold: AssetId;
  /** Covered in two layers, in default, in part recovered. */
  readonly covered: ClaimId;
  /** What the assigned units pay for. */
  readonly reference: Hash;
  readonly failedIntent: Hash;
  readonly cancelledIntent: Hash;
}

/** Every kind of event once at least: the main job of the product, and what may go wrong beside it. */
export async function playStory(): Promise<Story> {
  const ledger = await Ledger.open();
  const cast = await admitCast(ledger);
  const main = await playMainClaim(ledger, cast);
  const aside = await playAside(ledger, cast);
  const serviced = await playServicing(ledger, cast);
  const asset = await playAssets(ledger, cast);
  const sold = await playSales(ledger, cast);
  const market = await playMarket(ledger, cast);
  await attest(ledger, main.claim);
  const covered = await coverClaim(ledger, cast);
  const lending = await playLending(ledger, cast.bank);
  await loseKeys(ledger, cast.financier);
  return { ledger, ...cast, ...main, ...aside, ...market, ...lending, serviced, asset, sold, covered };
}

async function coverClaim(ledger: Ledger, { supplier, buyer, bank }: Cast): Promise<ClaimId> {
  const guarantor = await ledger.admit(ROLE.guarantor);
  const deposit = (to: Actor): Call => ledger.cash("mint", to.account, 10_000n, randomHash());
  await ledger.does(bank, deposit(guarantor), deposit(supplier));
  return playGuarantee(ledger, { supplier, buyer, guarantor });
}

type Cast = Pick<Story, "supplier" | "subSupplier" | "buyer" | "financier" | "bank">;

async function admitCast(ledger: Ledger): Promise<Cast> {
  const first = await ledger.admit(ROLE.enterprise);
  const subSupplier = await ledger.admit(ROLE.enterprise);
  const buyer = await ledger.admit(ROLE.enterprise, 2);
  const financier = await ledger.admit(ROLE.financier | ROLE.enterprise);
  const bank = await ledger.admitBank();
  const deposit = (to: Actor, amount: bigint) => ledger.cash("mint", to.account, amount, randomHash());
  await ledger.does(bank, deposit(buyer, 100_000n), deposit(financier, 90_000n));
  // A new key for the supplier, kept elsewhere.
  const key = newSigner();
  const signers = [{ key: key.address, custody: 2 }];
  await ledger.does(first, callOf("PartyAccount", first.account, "setSigners", [signers, 1]));
  return { supplier: { ...first, signers: [key], epoch: 2 }, subSupplier, buyer, financier, bank };
}

async function playMainClaim(ledger: Ledger, cast: Cast): Promise<Pick<Story, "claim" | "reference">> {
  const { supplier, subSupplier, buyer, financier, bank } = cast;
  const act = (name: string, ...args: unknown[]) => ledger.call("Receivables", name, ...args);
  const reference = randomHash();
  const claim = await ledger.register(supplier, buyer, 100_003n);
  // Paid by a third party before the debtor acknowledges, and acknowledges less.
  await ledger.does(financier, act("pay", claim, 1_000n));
  await ledger.acknowledge(buyer, claim, 100_000n);
  await ledger.does(supplier, act("assign", claim, subSupplier.account, 30_001n, reference));
  await ledger.does(
    supplier,
    ledger.call("Market", "ask", offerOf(ledger, claim, { units: 40_000n, price: 39_001n, buyers: [financier] })),
  );
  await ledger.does(financier, ledger.call("Market", "take", 1, 10_001n, 39_001n));
  await ledger.does(financier, ledger.call("Market", "take", 1, 29_999n, 39_001n));
  await ledger.does(buyer, act("pay", claim, 33_333n));
  const batch = [supplier.account, subSupplier.account, [claim, claim], [1_000n, 7n], "0x"];
  await ledger.does(supplier, act("safeBatchTransferFrom", ...batch));
  await ledger.does(subSupplier, act("withdraw", claim));
  // More than is due: the rest waits to be refunded.
  await ledger.does(bank, act("payFromBank", claim, 66_000n, randomHash()));
  await ledger.send(act("refund", claim));
  await ledger.send(act("withdrawFor", claim, financier.account));
  for (const holder of [supplier, subSupplier, financier]) await ledger.does(holder, act("redeem", claim));
  await payOut(ledger, cast);
  return { claim, reference };
}

async function payOut(ledger: Ledger, { subSupplier, financier, bank }: Cast): Promise<void> {
  const account = randomHash();
  await ledger.does(subSupplier, ledger.cash("requestPayout", 20_000n, account));
  await ledger.does(financier, ledger.cash("requestPayout", 5_000n, account));
  await ledger.does(bank, ledger.cash("payPayout", 1, randomHash()), ledger.cash("rejectPayout", 2, randomHash()));
  await ledger.does(subSupplier, ledger.cash("transfer", financier.account, 11n));
}

async function playAside(
  ledger: Ledger,
  { supplier, subSupplier, buyer, financier }: Cast,
): Promise<Pick<Story, "open" | "cancelled" | "failedIntent" | "cancelledIntent">> {
  const { operator, governor } = ledger;
  const act = (name: string, ...args: unknown[]) => ledger.call("Receivables", name, ...args);
  const admin = (name: string, ...args: unknown[]) => ledger.call("Parties", name, ...args);
  const reason = randomHash();

  const cancelled = await ledger.register(supplier, buyer, 500n);
  await ledger.does(supplier, ledger.call("Servicing", "cancel", cancelled, reason));
  const open = await ledger.register(subSupplier, buyer, 9_000n);
  await ledger.acknowledge(buyer, open, 9_000n);
  await ledger.does(subSupplier, ledger.call("Market", "ask", offerOf(ledger, open, { units: 100n, price: 0n })));
  await ledger.does(subSupplier, ledger.call("Market", "cancel", 2));
  await ledger.does(operator, act("freezeUnits", subSupplier.account, open, 8_000n, reason));
  await ledger.does(operator, act("forceTransfer", subSupplier.account, financier.account, open, 3_000n, reason));
  await ledger.does(operator, act("pause"), admin("freeze", financier.account, reason));
  await ledger.does(governor, act("unpause"), admin("unfreeze", financier.account, reason));
  await ledger.does(operator, admin("update", financier.account, ROLE.financier, FAR_FUTURE - 1n));

  const failing = intentOf([ledger.call("Servicing", "cancel", open, reason)], { epoch: supplier.epoch });
  // The operator carries the supplier's item inside an intent of its own.
  const carried = await ledger.item(supplier, failing);
  await ledger.tries(operator, ledger.call("Relay", "relay", [carried]));
  const cancelledIntent = randomHash();
  await ledger.cancelIntent(supplier, cancelledIntent);
  return { open, cancelled, failedIntent: failing.id, cancelledIntent };
}

/** A claim is valued and registered; the valuation is revoked. */
async function attest(ledger: Ledger, subject: ClaimId): Promise<void> {
  const appraiser = await ledger.admit(ROLE.appraiser);
  const { operator } = ledger;
  const statement = { subject, date: 1n, expiresAt: FAR_FUTURE, document: randomHash(), details: randomHash() };
  const attests = (given: object) => ledger.call("Attestations", "attest", { ...statement, ...given });
  await ledger.does(appraiser, attests({ kind: 0, value: 90_000n, currency: "0x455552" }));
  await ledger.does(operator, attests({ kind: 1, value: 0n, currency: "0x000000" }));
  const types = ["address", "bytes32", "uint32"];
  const id = keccak256(AbiCoder.defaultAbiCoder().encode(types, [ledger.contracts.attestations, subject, 1]));
  await ledger.does(appraiser, ledger.call("Attestations", "revoke", id, randomHash()));
}

/** A recovery that its party cancels, one that the guardian cancels, and one that is carried out. */
async function loseKeys(ledger: Ledger, party: Actor): Promise<void> {
  const { operator, governor } = ledger;
  const own = (name: string, ...args: unknown[]) => callOf("PartyAccount", party.account, name, args);
  const signers = party.signers.map(({ address }) => ({ key: address, custody: 3 }));
  const propose = async (): Promise<unknown> => {
    const proofs = await ledger.possessionOf(party);
    const proposal = [party.account, signers, 1, proofs, randomHash()];
    await ledger.does(operator, ledger.call("Parties", "proposeRecovery", ...proposal));
    return ((await ledger.view("PartyAccount", party.account, "recovery")) as { id: Hash }).id;
  };
  await ledger.does(party, own("cancelRecovery", await propose(), randomHash()));
  const second = await propose();
  await ledger.does(governor, ledger.call("Parties", "cancelRecovery", party.account, second, randomHash()));
  const third = await propose();
  await ledger.does(governor, ledger.call("Parties", "confirmRecovery", party.account, third));
  await ledger.send(own("executeRecovery", third, signers, 1));
}
