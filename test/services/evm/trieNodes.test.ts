import { createMerkleProof, createMPT } from "@ethereumjs/mpt";
import type { MerklePatriciaTrie } from "@ethereumjs/mpt";
import { expect } from "chai";
import fc from "fast-check";
import type { Hash } from "../../../services/domain/brand.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { keccak } from "../../../services/evm/keccak.ts";
import { EMPTY_TRIE, TrieNodes } from "../../../services/evm/trieNodes.ts";

const entries = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.uint8Array({ minLength: 1, maxLength: 60 })),
  {
    selector: ([key]) => key,
    minLength: 1,
    maxLength: 60,
  },
);

// Short keys make nodes of less than 32 bytes, which stand inside their parents; hashed ones are those of the ledger.
const keyForms: Record<string, (key: number) => Uint8Array> = {
  "as the ledger's": (key) => keccak(Uint8Array.of(key >> 8, key & 0xff)),
  short: (key) => Uint8Array.of(key >> 8, key & 0xff),
};

async function trieOf(items: readonly (readonly [Uint8Array, Uint8Array])[]): Promise<MerklePatriciaTrie> {
  const trie = await createMPT();
  for (const [key, value] of items) await trie.put(key, value);
  return trie;
}

const rootOf = (trie: MerklePatriciaTrie): Hash => toHex(trie.root()) as Hash;
const unique = (nodes: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(nodes.map((node) => [toHex(node), node])).values(),
];

describe("nodes of a trie", () => {
  for (const [form, keyOf] of Object.entries(keyForms)) {
    it(`give what another implementation's trie holds, present or absent, keys ${form}`, async () => {
      await fc.assert(
        fc.asyncProperty(entries, fc.integer({ min: 5_001, max: 9_000 }), async (given, absent) => {
          const items = given.map(([key, value]) => [keyOf(key), value] as const);
          const trie = await trieOf(items);
          const proofs = [...items.map(([key]) => key), keyOf(absent)].map((key) => createMerkleProof(trie, key));
          // The other implementation lists nodes that stand inside their parents as well.
          const apart = (await Promise.all(proofs)).flatMap(([root = new Uint8Array(), ...rest]) => [
            root,
            ...rest.filter(({ length }) => length >= 32),
          ]);
          const nodes = new TrieNodes(unique(apart));
          for (const [key, value] of items) expect(nodes.find(rootOf(trie), key)).to.deep.equal(value);
          expect(nodes.find(rootOf(trie), keyOf(absent))).to.equal(undefined);
          expect(nodes.unused).to.equal(0);
        }),
        { numRuns: 30 },
      );
    });
  }

  it("of an empty trie are none, and it holds nothing", () => {
    expect(new TrieNodes([]).find(EMPTY_TRIE, new Uint8Array(32))).to.equal(undefined);
    expect(EMPTY_TRIE).to.equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
  });

  it("are refused when one is missing, changed, doubled or no node", async () => {
    const items = Array.from({ length: 40 }, (_, at) => [keccak(Uint8Array.of(at)), Uint8Array.of(at + 1)] as const);
    const trie = await trieOf(items);
    const key = keccak(Uint8Array.of(7));
    const proof = await createMerkleProof(trie, key);
    expect(proof.length).to.be.greaterThan(1);
    const find = (nodes: readonly Uint8Array[]) => () => new TrieNodes(nodes).find(rootOf(trie), key);
    expect(find(proof)()).to.deep.equal(Uint8Array.of(8));
    for (const [at, node] of proof.entries()) {
      expect(find(proof.toSpliced(at, 1)), "missing").to.throw(DomainError, "missing");
      expect(
        find(
          proof.with(
            at,
            node.map((byte, place) => byte ^ (place === 5 ? 1 : 0)),
          ),
        ),
        "changed",
      ).to.throw(DomainError);
    }
    expect(() => new TrieNodes([...proof, ...proof])).to.throw(DomainError, "twice");
    for (const junk of [
      [],
      [0x81, 0xff],
      [0xc0],
      [0xc2, 0x01, 0x02],
      [0xf9],
      [0xb8, 0x01],
      Array.from({ length: 300 }, () => 0xc1),
    ]) {
      const bytes = Uint8Array.from(junk);
      const nodes = new TrieNodes([bytes]);
      expect(() => nodes.find(toHex(keccak(bytes)) as Hash, key), toHex(bytes)).to.throw(DomainError);
    }
  });

  it("that no look-up passes through are counted", async () => {
    const trie = await trieOf([[keccak(Uint8Array.of(1)), Uint8Array.of(1)]]);
    const nodes = new TrieNodes([...(await createMerkleProof(trie, keccak(Uint8Array.of(1)))), Uint8Array.of(0xc0)]);
    nodes.find(rootOf(trie), keccak(Uint8Array.of(1)));
    expect(nodes.unused).to.equal(1);
  });
});
