import type { Address, Hash } from "../domain/brand.ts";
import { digest, typeHash } from "./eip712.ts";
import type { SigningDomain } from "./eip712.ts";
import { keccak, word } from "./words.ts";

/** An invoice's tags, see IFingerprints.sol. */
export interface Fingerprint {
  readonly numberTags: readonly Hash[];
  readonly tags: readonly Hash[];
  readonly seller: Address;
  readonly debtor: Address;
  readonly documentRoot: Hash;
}

const FINGERPRINT_TYPE = typeHash({
  Fingerprint: [
    { name: "numberTags", type: "bytes32[]" },
    { name: "tags", type: "bytes32[]" },
    { name: "seller", type: "address" },
    { name: "debtor", type: "address" },
    { name: "documentRoot", type: "bytes32" },
  ],
});

/** What the fingerprinter signs; `domain.contract` is Fingerprints. */
export function fingerprintDigest(domain: SigningDomain, fingerprint: Fingerprint): Hash {
  const { numberTags, tags, seller, debtor, documentRoot } = fingerprint;
  const lists = [keccak(...numberTags.map(word)), keccak(...tags.map(word))];
  const words = [FINGERPRINT_TYPE, ...lists, word(seller), word(debtor), word(documentRoot)];
  return digest("Tallystick Fingerprints", domain, keccak(...words));
}
