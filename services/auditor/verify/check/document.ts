import type { Hash } from "../../../domain/brand.ts";
import { verifyProof } from "../../../domain/documentTree.ts";
import type { Bundle } from "../../format/bundle.ts";
import { must } from "../problem.ts";
import type { Verdict } from "../report.ts";

type Answer = Pick<Verdict, "outcome" | "detail">;

const SOURCE = "source.sha256";

/** @param sha256 of a file that is said to be the document, lower-case hexadecimal. @throws Refused */
export function checkDocument({ fields }: Bundle, root: Hash | undefined, sha256: string | undefined): Answer {
  if (root === undefined) {
    must(fields.length === 0 && sha256 === undefined, "the ledger knows no document of this subject");
    return { outcome: "skipped", detail: "there is no document" };
  }
  const seen = new Set<string>();
  for (const field of fields) {
    must(!seen.has(field.path), `the field ${field.path} is shown twice`);
    seen.add(field.path);
    must(verifyProof(root, field), `the field ${field.path} does not belong to the document ${root}`);
  }
  const source = fields.find(({ path }) => path === SOURCE)?.value;
  if (sha256 !== undefined) {
    must(source !== undefined, "the bundle does not disclose the hash of the file, so no file can be compared with it");
    must(source === sha256, `the file has the SHA-256 ${sha256}, and the document's file had ${source}`);
  }
  if (fields.length === 0) return { outcome: "skipped", detail: "no field is disclosed" };
  const file = sha256 === undefined ? "" : "; the file is the document, byte for byte";
  return { outcome: "passed", detail: `${fields.length} disclosed field(s) belong to the document${file}` };
}
