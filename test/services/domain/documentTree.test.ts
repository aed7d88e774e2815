import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { keccak256 } from "ethers";
import fc from "fast-check";

import type { Hash } from "../../../services/domain/brand.ts";
import { buildTree, saltsFrom, verifyProof } from "../../../services/domain/documentTree.ts";
import type { DocumentField, FieldProof } from "../../../services/domain/documentTree.ts";
import { fromHex } from "../../../services/domain/hex.ts";
import { refused } from "./refusal.ts";
import { rootBySpecification } from "./secondTree.ts";

interface PublishedTree {
  readonly secret: string;
  readonly fields: readonly DocumentField[];
  readonly leaves: Readonly<Record<string, string>>;
  readonly root: string;
  readonly proof: FieldProof;
}

const README = join(import.meta.dirname, "..", "..", "..", "services", "domain", "README.md");
const published = JSON.parse(/```json\n(.*?)```/s.exec(readFileSync(README, "utf8"))?.[1] ?? "") as PublishedTree;

const SECRET = new Uint8Array(32).fill(1);
const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => value.isWellFormed());
const documents = fc.uniqueArray(fc.record({ path: text, value: text }), {
  minLength: 1,
  maxLength: 33,
  selector: ({ path }) => path,
});

describe("document tree", () => {
  it("has the root, leaves and proof published in the README", () => {
    const secret = fromHex(published.secret);
    const tree = buildTree(published.fields, saltsFrom(secret));
    expect(tree.root).to.equal(published.root);
    expect(rootBySpecification(secret, published.fields)).to.equal(published.root);
    expect(tree.proofOf(published.proof.path)).to.deep.equal(published.proof);
    expect(verifyProof(published.root as Hash, published.proof)).to.equal(true);
    for (const [path, leaf] of Object.entries(published.leaves)) {
      const alone = published.fields.filter((field) => field.path === path);
      expect(buildTree(alone, saltsFrom(secret)).root, path).to.equal(leaf);
    }
  });

  it("agrees with a second writing of the specification", () => {
    fc.assert(
      fc.property(documents, (fields) => {
        expect(buildTree(fields, saltsFrom(SECRET)).root).to.equal(rootBySpecification(SECRET, fields));
      }),
    );
  });

  it("proves every field, whatever the order they came in", () => {
    fc.assert(
      fc.property(documents, fc.func(fc.integer()), (fields, order) => {
        const { root, proofOf } = buildTree(fields, saltsFrom(SECRET));
        const shuffled = [...fields].sort((a, b) => order(a.path) - order(b.path));
        expect(buildTree(shuffled, saltsFrom(SECRET)).root).to.equal(root);
        for (const { path, value } of fields) {
          expect(proofOf(path)).to.include({ path, value });
          expect(verifyProof(root, proofOf(path)), path).to.equal(true);
        }
      }),
    );
  });

  it("fails a proof with any one character altered", () => {
    const { root, proof } = published;
    const texts = [proof.path, proof.value, proof.salt, ...proof.steps.flatMap(({ side, hash }) => [side, hash]), root];
    let altered = 0;
    for (const [which, original] of texts.entries()) {
      for (let at = 0; at < original.length; at += 1) {
        for (const change of [1, 2, 32]) {
          const other =
            original.slice(0, at) + String.fromCharCode(original.charCodeAt(at) ^ change) + original.slice(at + 1);
          const parts = texts.with(which, other);
          expect(verifyProof(parts.at(-1) as Hash, assemble(parts, proof.steps.length)), [which, at].join()).to.equal(
            false,
          );
          altered += 1;
        }
      }
    }
    expect(verifyProof(root as Hash, assemble(texts, proof.steps.length))).to.equal(true);
    expect(altered).to.be.greaterThan(500);
  });

  it("fails a proof that is cut, grown, reordered or moved to another field", () => {
    const { root, proof } = published;
    const [first, second, ...rest] = proof.steps;
    if (!first || !second) throw new Error("the published proof is too short for this test");
    const others: FieldProof[] = [
      { ...proof, steps: proof.steps.slice(0, -1) },
      { ...proof, steps: proof.steps.slice(1) },
      { ...proof, steps: [] },
      { ...proof, steps: [...proof.steps, first] },
      { ...proof, steps: [second, first, ...rest] },
      { ...proof, path: `${proof.path}${proof.value}`, value: "" },
      { ...proof, path: proof.path + proof.value.slice(0, 1), value: proof.value.slice(1) },
      { ...proof, salt: proof.salt.slice(0, -2) as Hash },
      { ...proof, value: "\ud800" },
      { ...proof, path: "\ud800" },
    ];
    for (const other of others) expect(verifyProof(root as Hash, other)).to.equal(false);
  });

  it("does not let an inner node pass for a leaf", () => {
    // Leaves and nodes are hashed under different first bytes, so a proof cannot start half-way up.
    const [a, b] = ["a", "b"].map((path) => ({ path, value: "" }));
    if (!a || !b) throw new Error("unreachable");
    const { root, proofOf } = buildTree([a, b], saltsFrom(SECRET));
    const left = buildTree([a], saltsFrom(SECRET)).root;
    const right = buildTree([b], saltsFrom(SECRET)).root;
    expect(root).to.equal(keccak256(`0x01${left.slice(2)}${right.slice(2)}`));
    expect(proofOf("a").steps).to.deep.equal([{ side: "right", hash: right }]);
    expect(root).not.to.equal(keccak256(`0x00${left.slice(2)}${right.slice(2)}`));
  });

  it("orders by bytes of UTF-8, where JavaScript's own order differs", () => {
    const fields = ["\uff5e", "\u{1f600}", "a"].map((path) => ({ path, value: path }));
    expect([...fields].map(({ path }) => path).sort()).to.deep.equal(["a", "\u{1f600}", "\uff5e"]);
    const steps = buildTree(fields, saltsFrom(SECRET)).proofOf("\u{1f600}").steps;
    expect(steps.map(({ side }) => side)).to.deep.equal(["left"]);
  });

  it("hides values: equal values under other secrets give other leaves", () => {
    const field = { path: "payable", value: "100000" };
    const roots = [1, 2].map((byte) => buildTree([field], saltsFrom(new Uint8Array(32).fill(byte))).root);
    expect(roots[0]).not.to.equal(roots[1]);
  });

  it("refuses documents that have no single tree", () => {
    const build = (...fields: DocumentField[]) => refused(() => buildTree(fields, saltsFrom(SECRET)));
    expect(build()).to.equal("empty-document");
    expect(build({ path: "a", value: "1" }, { path: "b", value: "" }, { path: "a", value: "1" })).to.equal(
      "duplicate-field at a",
    );
    expect(build({ path: "a", value: "\ud800" })).to.equal("bad-text at a");
    expect(build({ path: "\udc00", value: "" })).to.equal("bad-text at \udc00");
  });

  it("refuses weak secrets and salts, and proofs of what is not there", () => {
    expect(refused(() => saltsFrom(new Uint8Array(31)))).to.equal("weak-key");
    expect(refused(() => buildTree([{ path: "a", value: "" }], () => new Uint8Array(31)))).to.equal("weak-key at a");
    const tree = buildTree([{ path: "a", value: "" }], saltsFrom(SECRET));
    expect(refused(() => tree.proofOf("b"))).to.equal("unknown-field at b");
  });
});

/** The proof from its texts in order: path, value, salt, then side and hash of each step (the root stands last). */
function assemble(texts: readonly string[], steps: number): FieldProof {
  const at = (index: number): string => texts[index] ?? "";
  return {
    path: at(0),
    value: at(1),
    salt: at(2) as Hash,
    steps: Array.from({ length: steps }, (_, step) => ({
      side: at(3 + 2 * step) as "left" | "right",
      hash: at(4 + 2 * step) as Hash,
    })),
  };
}
