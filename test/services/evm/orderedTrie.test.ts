import { createMerkleProof, createMPT } from "@ethereumjs/mpt";
import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../services/domain/problem.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { orderedTrieProof, orderedTrieRoot } from "../../../services/evm/orderedTrie.ts";

async function referenceProof(values: readonly Uint8Array[], index: number): Promise<string[]> {
  const trie = await createMPT();
  for (const [at, value] of values.entries()) await trie.put(RLP.encode(at), value);
  const nodes = await createMerkleProof(trie, RLP.encode(index));
  // It also lists nodes that stand inside their parents.
  return nodes.filter((node, at) => at === 0 || node.length >= 32).map((node) => toHex(node));
}

async function referenceRoot(values: readonly Uint8Array[]): Promise<string> {
  const trie = await createMPT();
  for (const [index, value] of values.entries()) await trie.put(RLP.encode(index), value);
  return toHex(trie.root());
}

const value = fc.oneof(
  // Short values make nodes of less than 32 bytes, which stand inside their parents.
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
  fc.uint8Array({ minLength: 1, maxLength: 100, size: "max" }),
);

describe("the root of an ordered trie", () => {
  it("of nothing is the empty trie's", async () => {
    expect(orderedTrieRoot([])).to.equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    expect(await referenceRoot([])).to.equal(orderedTrieRoot([]));
  });

  it("agrees with another implementation for any values, up to 300", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 300, size: "max" }), async (values) => {
        expect(orderedTrieRoot(values)).to.equal(await referenceRoot(values));
      }),
      { numRuns: 40 },
    );
  });

  for (const count of [1, 2, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300]) {
    it(`agrees where the keys' form changes: ${count} values`, async () => {
      const values = Array.from({ length: count }, (_, index) => Uint8Array.of(1 + (index % 255), index >> 8));
      expect(orderedTrieRoot(values)).to.equal(await referenceRoot(values));
    });
  }

  it("agrees where a node is just short enough to stand inside its parent", async () => {
    for (let length = 20; length < 40; length++) {
      const values = [1, 2].map((byte) => new Uint8Array(length).fill(byte));
      expect(orderedTrieRoot(values), `values of ${length} bytes`).to.equal(await referenceRoot(values));
    }
  });

  it("tells values in another order apart", () => {
    const [a, b] = [Uint8Array.of(1), Uint8Array.of(2)];
    expect(orderedTrieRoot([a, b])).not.to.equal(orderedTrieRoot([b, a]));
  });

  it("refuses an empty value, which the trie would not hold", () => {
    expect(() => orderedTrieRoot([Uint8Array.of(1), new Uint8Array()])).to.throw(DomainError, "value 1");
  });

  it("is led to from any value by the same nodes as in another implementation", async () => {
    for (const count of [1, 2, 3, 16, 17, 128, 129, 200]) {
      for (const length of [1, 20, 60]) {
        const values = Array.from({ length: count }, (_, index) => new Uint8Array(length).fill(1 + (index % 255)));
        for (const index of new Set([0, 1, count >> 1, count - 1].filter((at) => at < count))) {
          const nodes = orderedTrieProof(values, index).map((node) => toHex(node));
          expect(nodes, `${index} of ${count} values of ${length} bytes`).to.deep.equal(
            await referenceProof(values, index),
          );
        }
      }
    }
  });
});
