import fc from "fast-check";

import type { SigningDomain } from "../../../services/evm/eip712.ts";
import type { Fingerprint, Intent } from "../../../services/chain/intents.ts";
import type { Address, Hash } from "../../../services/domain/brand.ts";
import { toHex } from "../../../services/domain/hex.ts";

const bytes = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength });

export const hashes = bytes(32).map((value) => toHex(value) as Hash);
export const addresses = bytes(20).map((value) => toHex(value) as Address);

export const intents: fc.Arbitrary<Intent> = fc.record({
  id: hashes,
  deadline: fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }),
  gas: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  epoch: fc.nat(0xffffffff),
  calls: fc.array(fc.record({ target: addresses, data: bytes(0, 100).map(toHex) }), { maxLength: 4 }),
});

export const fingerprints: fc.Arbitrary<Fingerprint> = fc.record({
  numberTags: fc.array(hashes, { maxLength: 3 }),
  tags: fc.array(hashes, { maxLength: 3 }),
  seller: addresses,
  debtor: addresses,
  documentRoot: hashes,
});

export const domains: fc.Arbitrary<SigningDomain> = fc.record({
  chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  contract: addresses,
  networkId: hashes,
});
