import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";

import type { TypedDataJson } from "../../../services/evm/eip712.ts";
import {
  cancelDigest,
  cancelTypedData,
  fingerprintDigest,
  intentDigest,
  intentHash,
  operationId,
  possessionDigest,
  possessionTypedData,
  typedData,
} from "../../../services/chain/intents.ts";
import { keccak, word } from "../../../services/evm/words.ts";
import type { Address, EntityId } from "../../../services/domain/brand.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { addresses, domains, fingerprints, hashes, intents } from "./arbitraries.ts";

const CALL = { Call: [field("target", "address"), field("data", "bytes")] };
const INTENT = {
  Intent: [
    field("id", "bytes32"),
    field("deadline", "uint48"),
    field("gas", "uint64"),
    field("epoch", "uint32"),
    field("calls", "Call[]"),
  ],
  ...CALL,
};

function field(name: string, type: string) {
  return { name, type };
}

/** As a wallet hashes what eth_signTypedData_v4 gives it, after the way through JSON. */
function walletDigest(json: TypedDataJson): string {
  const { domain, types, message } = JSON.parse(JSON.stringify(json)) as TypedDataJson;
  const structs = Object.entries(types).filter(([name]) => name !== "EIP712Domain");
  return TypedDataEncoder.hash(domain, Object.fromEntries(structs.map(([name, f]) => [name, [...f]])), message);
}

describe("what parties sign", () => {
  it("is hashed as ethers hashes it, whatever the intent", () => {
    fc.assert(
      fc.property(domains, intents, (domain, intent) => {
        const { chainId, contract, networkId } = domain;
        const name = {
          name: "Tallystick Account",
          version: "1",
          chainId,
          verifyingContract: contract,
          salt: networkId,
        };
        expect(intentHash(intent)).to.equal(TypedDataEncoder.hashStruct("Intent", INTENT, intent));
        expect(intentDigest(domain, intent)).to.equal(TypedDataEncoder.hash(name, INTENT, intent));
      }),
    );
  });

  it("is hashed by a wallet, from the JSON it is shown, to what the ledger checks", () => {
    fc.assert(
      fc.property(domains, intents, hashes, addresses, (domain, intent, entity, signer) => {
        expect(walletDigest(typedData(domain, intent))).to.equal(intentDigest(domain, intent));
        expect(walletDigest(cancelTypedData(domain, intent))).to.equal(cancelDigest(domain, intent));
        const named = [domain, entity as string as EntityId, signer] as const;
        expect(walletDigest(possessionTypedData(...named))).to.equal(possessionDigest(...named));
      }),
    );
  });

  it("of a fingerprinter is hashed as ethers hashes it", () => {
    const types = {
      Fingerprint: [
        field("numberTags", "bytes32[]"),
        field("tags", "bytes32[]"),
        field("seller", "address"),
        field("debtor", "address"),
        field("documentRoot", "bytes32"),
      ],
    };
    fc.assert(
      fc.property(domains, fingerprints, (domain, fingerprint) => {
        const { chainId, contract: verifyingContract, networkId: salt } = domain;
        const named = { name: "Tallystick Fingerprints", version: "1", chainId, verifyingContract, salt };
        expect(fingerprintDigest(domain, fingerprint)).to.equal(TypedDataEncoder.hash(named, types, fingerprint));
      }),
    );
  });

  it("shows a wallet integers beyond 2^53 without loss", () => {
    const [domain, intent] = fc.sample(fc.tuple(domains, intents), 1)[0] ?? expect.fail();
    const { message } = typedData(domain, { ...intent, gas: 2n ** 64n - 1n, deadline: 2n ** 48n - 1n });
    expect(message).to.include({ gas: "18446744073709551615", deadline: "281474976710655" });
  });
});

describe("an operation's id", () => {
  const account = `0x${"ab".repeat(20)}` as Address;

  it('is keccak256(abi.encode("op/1", chain id, account, key))', () => {
    const ascii = (text: string) => new TextEncoder().encode(text.padEnd(32, "\0"));
    const head = [word(0x80), word(716_553), word(account), word(0xc0)];
    const expected = keccak(...head, word(4), ascii("op/1"), word(8), ascii("invoice1"));
    expect(operationId(716_553, account, "invoice1")).to.equal(toHex(expected));
  });

  it("differs by chain, account and key", () => {
    const other = `0x${"ac".repeat(20)}` as Address;
    const ids = [
      operationId(1, account, "a"),
      operationId(2, account, "a"),
      operationId(1, other, "a"),
      operationId(1, account, "b"),
      operationId(1, account, "a\0"),
    ];
    expect(new Set(ids).size).to.equal(ids.length);
  });
});

describe("an ABI word", () => {
  it("refuses what does not fit in it", () => {
    expect(() => word(2n ** 256n)).to.throw(RangeError);
    expect(() => word(-1)).to.throw(RangeError);
    expect(() => word(1.5)).to.throw();
    expect(toHex(word(2n ** 256n - 1n))).to.equal(`0x${"ff".repeat(32)}`);
  });
});
