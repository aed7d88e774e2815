import type { ClaimId } from "../../../services/domain/brand.ts";
import { randomHash } from "../chain/acting.ts";
import { FAR_FUTURE } from "../chain/network.ts";
import type { Actor, Ledger } from "./ledger.ts";

interface Cast {
  readonly supplier: Actor;
  readonly buyer: Actor;
  readonly guarantor: Actor;
}

const LONG_AGO = 1n;

/** Every act of a guarantee once at least. @returns the claim on which some cover was paid and a part of it recovered */
export async function playGuarantee(ledger: Ledger, cast: Cast): Promise<ClaimId> {
  const claim = await acknowledged(ledger, cast);
  await playPremium(ledger, cast, await acknowledged(ledger, cast));
  await playCover(ledger, cast, claim);
  return claim;
}

async function acknowledged(ledger: Ledger, { supplier, buyer }: Cast): Promise<ClaimId> {
  const claim = await ledger.register(supplier, buyer, 3_000n);
  await ledger.acknowledge(buyer, claim, 3_000n);
  return claim;
}

const termsOf = async (ledger: Ledger, claim: ClaimId): Promise<unknown> => {
  const found = await ledger.view("Guarantees", ledger.contracts.guarantees, "guaranteeOf", claim);
  return (found as { terms: unknown }).terms;
};

async function playPremium(ledger: Ledger, { supplier, guarantor }: Cast, claim: ClaimId): Promise<void> {
  const cover = (name: string, ...args: unknown[]) => ledger.call("Guarantees", name, claim, ...args);
  const layer = { bps: 0, cap: 10n, validUntil: FAR_FUTURE };
  const share = { layer: 0, weight: 1, guarantor: guarantor.account, premium: 20n, reserve: 0n };
  await ledger.does(supplier, cover("offer", 0, [layer], [share]));
  await ledger.does(guarantor, cover("accept", 0, await termsOf(ledger, claim)));
  await ledger.does(supplier, cover("payPremium", 0));
  await ledger.does(ledger.operator, ledger.call("Servicing", "writeOff", claim, randomHash()));
}

async function playCover(ledger: Ledger, { supplier, buyer, guarantor }: Cast, claim: ClaimId): Promise<void> {
  const cover = (name: string, ...args: unknown[]) => ledger.call("Guarantees", name, claim, ...args);
  const serve = (name: string, ...args: unknown[]) => ledger.call("Servicing", name, claim, ...args);
  const share = { weight: 1, guarantor: guarantor.account, premium: 0n };
  const first = { bps: 0, cap: 1_000n, validUntil: FAR_FUTURE };
  const second = { bps: 5_000, cap: 2_000n, validUntil: FAR_FUTURE };
  const shares = [
    { ...share, layer: 0, reserve: 1_100n },
    { ...share, layer: 1, reserve: 900n },
  ];
  const reason = randomHash();
  await ledger.does(supplier, serve("proposeAmendment", LONG_AGO, reason));
  await ledger.does(buyer, serve("acceptAmendment", LONG_AGO, reason));
  // An earlier offer with a layer more, which nobody accepts.
  const third = { ...share, layer: 2, reserve: 0n };
  await ledger.does(supplier, cover("offer", 0, [first, second, first], [...shares, third]));
  await ledger.does(supplier, cover("offer", 0, [first, second], shares));
  const terms = await termsOf(ledger, claim);
  await ledger.does(guarantor, cover("accept", 0, terms), cover("accept", 1, terms), cover("fund", 1, 300n));
  await ledger.does(supplier, cover("demand", reason), cover("payCover", 0), cover("payCover", 1));
  await ledger.does(guarantor, cover("release", 0));
  await ledger.does(supplier, ledger.call("Receivables", "withdraw", claim));
  // Holders have 2,200 of 3,000: 800 make them whole, 700 go to the last layer.
  await ledger.does(buyer, ledger.call("Receivables", "pay", claim, 1_500n));
  await ledger.does(ledger.operator, serve("writeOff", reason));
  await ledger.does(guarantor, cover("recover", 1));
}
