import { proofBundle } from "../../auditor/build/proofBundle.ts";
import { ExportRefused } from "../../auditor/build/refused.ts";
import { trustOf } from "../../auditor/build/trustOf.ts";
import type { Trust } from "../../auditor/format/trust.ts";
import type { Address, Hash } from "../../domain/brand.ts";
import type { FieldProof } from "../../domain/documentTree.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { Problem } from "../problems/problem.ts";
import { checkpointSigner, signCheckpoint } from "./checkpointKey.ts";
import { partyRefs, userNames } from "./directory.ts";
import { statementTrees } from "./attestations.ts";
import { documentTree } from "./documentTrees.ts";
import { PROOF_SUBJECTS } from "./proofSubjects.ts";
import type { ProofSubject, SubjectName } from "./proofSubjects.ts";

/** What somebody who checks proofs has to believe of this network; the operator alone orders the blocks of an embedded one. */
export async function trustFile(context: Context): Promise<Trust> {
  const { address } = await checkpointSigner(context);
  return trustOf(context.manifest, [context.fingerprinter], [address]);
}

/** What is shown beside what every bundle shows. */
export interface Shown {
  /** Paths of the document's fields. */
  readonly paths: readonly string[];
  /** The receipts of its events: with them all else that their transactions did, so only to those who see everything. */
  readonly receipts: boolean;
  /** The fields of attestations about it that the reader may see. */
  readonly attested: boolean;
}

/**
 * A subject's proof bundle, for those whom it concerns; fields of its document for those who may read that.
 *
 * @throws Problem not-found, forbidden, invalid-field, state-conflict, not-ready
 */
export async function proofOf(
  context: Context,
  actor: Actor,
  name: SubjectName,
  id: string,
  shown: Shown,
): Promise<string> {
  const subject = await PROOF_SUBJECTS[name](context, actor, id);
  await checkDisclosable(context, subject, shown.paths);
  if (shown.receipts && !seesAll(actor))
    throw new Problem("forbidden", {
      detail: "a receipt shows what others did in the same transaction: receipts are for operators and auditors",
    });
  const roots = shown.attested ? await statementTrees(context, actor, subject) : new Map<Hash, FieldProof[]>();
  return proofWith(context, subject, shown, roots);
}

/** The bundle with these fields of the document: who may have it was asked before. @throws Problem state-conflict, not-ready */
export async function proofWith(
  context: Context,
  { kind, id, root }: Pick<ProofSubject, "kind" | "id" | "root">,
  { paths, receipts }: Pick<Shown, "paths" | "receipts">,
  statements: ReadonlyMap<Hash, readonly FieldProof[]> = new Map(),
): Promise<string> {
  const { db, rpc, manifest } = context;
  const tree = paths.length === 0 || root === undefined ? undefined : await documentTree(context, root);
  return exported(() =>
    proofBundle(
      { db, rpc, manifest },
      { kind, id },
      {
        checkpoint: (block) => signCheckpoint(context, block),
        labels: (addresses) => labelsOf(context, addresses),
        fields: tree ? [...new Set(paths)].map(tree.proofOf) : [],
        statementFields: async () => Promise.resolve(statements),
        receipts,
      },
    ),
  );
}

/** Refuses fields that the reader has no right to disclose, or that the document does not have. */
export async function checkDisclosable(
  context: Context,
  { root, mayDisclose }: Pick<ProofSubject, "root" | "mayDisclose">,
  paths: readonly string[],
): Promise<void> {
  if (paths.length === 0) return;
  if (root === undefined)
    throw new Problem("invalid-field", { detail: "a party has no document on the ledger", field: "/fields" });
  if (!mayDisclose)
    throw new Problem("forbidden", { detail: "the document's fields are for those to disclose whose document it is" });
  const { fields } = await documentTree(context, root);
  const known = new Set(fields.map(({ path }) => path));
  const unknown = paths.find((path) => !known.has(path));
  if (unknown !== undefined)
    throw new Problem("invalid-field", {
      detail: `the document has no field "${unknown}"; it has ${[...known].sort().join(", ")}`,
      field: "/fields",
    });
}

/** As provenance names them, to the same readers. */
async function labelsOf({ db }: Context, addresses: readonly Address[]): Promise<Record<Address, string>> {
  const [refOf, users] = await Promise.all([partyRefs(db, addresses), userNames(db, addresses)]);
  return Object.fromEntries(
    [...new Set(addresses)].flatMap((address) => {
      const name = refOf(address).name ?? users.get(address);
      return name === undefined ? [] : [[address, name]];
    }),
  );
}

const CODES: Readonly<Record<ExportRefused["reason"], ProblemCode>> = {
  unknown: "not-found",
  incomplete: "state-conflict",
  behind: "not-ready",
};

async function exported(build: () => Promise<string>): Promise<string> {
  try {
    return await build();
  } catch (error) {
    if (!(error instanceof ExportRefused)) throw error;
    throw new Problem(CODES[error.reason], { detail: error.message, cause: error });
  }
}
