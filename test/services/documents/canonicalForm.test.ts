import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";

import { assetRecord } from "../../../services/documents/assetRecord.ts";
import { contractFields } from "../../../services/documents/contractFields.ts";
import type { SecurityContract } from "../../../services/documents/contractFields.ts";
import { readInvoice } from "../../../services/documents/readInvoice.ts";
import { statementFields } from "../../../services/documents/statementFields.ts";
import type { Statement } from "../../../services/documents/statementFields.ts";
import { fieldsOfUsGrant } from "../../../services/documents/usptoFields.ts";
import { readUsGrant } from "../../../services/documents/usptoGrant.ts";
import { buildTree, saltsFrom, verifyProof } from "../../../services/domain/documentTree.ts";
import type { DocumentField, FieldProof } from "../../../services/domain/documentTree.ts";
import { fromHex } from "../../../services/domain/hex.ts";
import { usTerm } from "../../../services/domain/ip/usTerm.ts";
import { rootBySpecification } from "../domain/secondTree.ts";

interface Vector {
  readonly kind: keyof typeof FIELDS;
  readonly secret: string;
  /** A file beside the vectors, or what was agreed or stated. */
  readonly input: { readonly file?: string; readonly mediaType?: string };
  readonly fields: readonly DocumentField[];
  readonly root: string;
  readonly proof: FieldProof;
}

const FOLDER = new URL("../../fixtures/trees/", import.meta.url);
const bytesOf = ({ file = "" }: Vector["input"]): Uint8Array => readFileSync(new URL(file, FOLDER));

/** How each kind of record becomes fields. */
const FIELDS = {
  invoice: (input: Vector["input"]) => readInvoice(bytesOf(input), input.mediaType ?? "").fields,
  contract: (input: Vector["input"]) => contractFields(input as unknown as SecurityContract),
  valuation: (input: Vector["input"]) => statementFields(input as unknown as Statement),
  patent: (input: Vector["input"]) => {
    const grant = readUsGrant(bytesOf(input));
    const identity = { office: "US", kind: grant.kind, number: grant.number, kindCode: grant.kindCode } as const;
    const from = { source: fieldsOfUsGrant(grant), supplied: [], derivedTerm: usTerm(grant.kind, grant) };
    return assetRecord({ ...identity, stage: "granted" }, from).fields;
  },
} as const;

const ordered = (fields: readonly DocumentField[]): readonly DocumentField[] =>
  fields.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));

describe("the published canonical forms", () => {
  it("are there for every kind of record", () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
    expect(names.sort()).to.deep.equal(
      Object.keys(FIELDS)
        .map((kind) => `${kind}.json`)
        .sort(),
    );
  });

  for (const kind of Object.keys(FIELDS)) {
    it(`is that of the ${kind}: its fields, its root and a proof`, () => {
      const file = new URL(`${kind}.json`, FOLDER);
      const vector = JSON.parse(readFileSync(file, "utf8")) as Vector;
      const fields = FIELDS[vector.kind](vector.input);
      const secret = fromHex(vector.secret);
      const tree = buildTree(fields, saltsFrom(secret));
      if (process.env["UPDATE_TREES"] === "1") {
        const proof = tree.proofOf(ordered(fields)[0]?.path ?? "");
        writeFileSync(
          file,
          `${JSON.stringify({ ...vector, fields: ordered(fields), root: tree.root, proof }, null, 2)}\n`,
        );
        return;
      }
      expect(ordered(fields)).to.deep.equal(vector.fields);
      expect(tree.root).to.equal(vector.root);
      expect(tree.proofOf(vector.proof.path)).to.deep.equal(vector.proof);
      expect(verifyProof(tree.root, vector.proof)).to.equal(true);
    });

    it(`has for the ${kind} the same root in a second writing of the specification`, () => {
      const { secret, fields, root } = JSON.parse(readFileSync(new URL(`${kind}.json`, FOLDER), "utf8")) as Vector;
      expect(rootBySpecification(fromHex(secret), fields)).to.equal(root);
      const [first, ...rest] = fields;
      expect(rootBySpecification(fromHex(secret), rest), `without ${first?.path ?? ""}`).not.to.equal(root);
    });
  }
});
