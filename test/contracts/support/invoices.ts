import { id } from "ethers";

import { EUR } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import { DAY, now } from "./network.ts";
import type { Key, Party } from "./party.ts";
import { fingerprintDigest } from "./typedData.ts";
import type { Fingerprint } from "./typedData.ts";

/** What tells an invoice from another; tags are hashes of it, as the fingerprinter's HMAC would be. */
export interface Invoice {
  readonly seller: Party;
  readonly debtor: Party;
  readonly number: string;
  readonly issued: string;
  /** Versions of the network's key under which it is tagged. */
  readonly keys: readonly string[];
}

export interface Registration {
  readonly currency: string;
  readonly face: bigint;
  readonly dueAt: bigint;
  readonly fingerprint: Fingerprint;
  readonly signature: string;
}

export interface Terms {
  readonly currency?: string;
  readonly face?: bigint;
  readonly dueAt?: bigint;
  /** Who attests the fingerprint, the network's fingerprinter unless a test is about another. */
  readonly signer?: Key;
}

export const FACE = 100_000n;

let invoices = 0;

/** An invoice of its own, from the supplier to the buyer. */
export function invoice({ supplier, buyer }: Ledger, given: Partial<Invoice> = {}): Invoice {
  invoices += 1;
  const number = `R-${String(invoices)}`;
  return { seller: supplier, debtor: buyer, number, issued: "2026-01-31", keys: ["key 1"], ...given };
}

export function fingerprintOf({ seller, debtor, number, issued, keys }: Invoice): Fingerprint {
  return {
    numberTags: keys.map((key) => id([key, "number", seller.entity, number].join("|"))),
    tags: keys.map((key) => id([key, "tag", seller.entity, number, issued].join("|"))),
    seller: seller.address,
    debtor: debtor.address,
    documentRoot: id(`document of ${number}`),
  };
}

/** A fingerprint as a registration carries it, attested. */
export function attest(ledger: Ledger, fingerprint: Fingerprint, signer: Key = ledger.fingerprinter): string {
  const domain = { network: ledger.network, contract: ledger.fingerprints.address };
  return signer.sign(fingerprintDigest(domain, fingerprint));
}

/** What a seller registers an invoice with. */
export async function registration(ledger: Ledger, of: Invoice, terms: Terms = {}): Promise<Registration> {
  const fingerprint = fingerprintOf(of);
  return {
    currency: terms.currency ?? EUR,
    face: terms.face ?? FACE,
    dueAt: terms.dueAt ?? (await now()) + 60n * DAY,
    fingerprint,
    signature: attest(ledger, fingerprint, terms.signer),
  };
}

/** Id of the claim on an invoice: its first tag. */
export function claimId(of: Invoice): bigint {
  return BigInt(fingerprintOf(of).tags[0] ?? 0);
}
