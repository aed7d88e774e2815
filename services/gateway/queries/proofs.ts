import { claimBundle } from "../../auditor/build/claimBundle.ts";
import { ExportRefused } from "../../auditor/build/refused.ts";
import { trustOf } from "../../auditor/build/trustOf.ts";
import type { Trust } from "../../auditor/format/trust.ts";
import type { Address, ClaimId, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { Problem } from "../problems/problem.ts";
import { checkpointSigner, signCheckpoint } from "./checkpointKey.ts";
import { ownClaimFor } from "./claims.ts";
import type { ClaimRow } from "./claims.ts";
import { partyRefs, userNames } from "./directory.ts";
import { documentTree } from "./documentTrees.ts";
import { mayReadInvoice } from "./invoices.ts";

/** What somebody who checks proofs has to believe of this network; the operator alone orders the blocks of an embedded one. */
export async function trustFile(context: Context): Promise<Trust> {
  const { address } = await checkpointSigner(context);
  return trustOf(context.manifest, [context.fingerprinter], [address]);
}

/**
 * A claim's proof bundle, for those whom the claim concerns; fields of its invoice for those who may read that.
 *
 * @throws Problem not-found, forbidden, invalid-field, state-conflict, not-ready
 */
export async function proofOf(context: Context, actor: Actor, id: string, paths: readonly string[]): Promise<string> {
  const claim = await ownClaimFor(context, actor, id);
  await checkDisclosable(context, actor, claim, paths);
  return proofWith(context, claim.id, claim.document_root, paths);
}

/** The bundle with these fields of this document: who may have it was asked before. @throws Problem state-conflict, not-ready */
export async function proofWith(context: Context, id: Hash, root: Hash, paths: readonly string[]): Promise<string> {
  const { db, rpc, manifest } = context;
  const tree = paths.length === 0 ? undefined : await documentTree(context, root);
  return exported(() =>
    claimBundle({ db, rpc, manifest }, id as string as ClaimId, {
      checkpoint: (block) => signCheckpoint(context, block),
      labels: (addresses) => labelsOf(context, addresses),
      fields: tree ? [...new Set(paths)].map(tree.proofOf) : [],
    }),
  );
}

/** Refuses fields that the reader has no right to disclose, or that the document does not have. */
export async function checkDisclosable(
  context: Context,
  actor: Actor,
  claim: ClaimRow,
  paths: readonly string[],
): Promise<void> {
  if (paths.length === 0) return;
  if (!mayReadInvoice(actor, claim))
    throw new Problem("forbidden", { detail: "the invoice's fields are for its seller and its debtor to disclose" });
  const { fields } = await documentTree(context, claim.document_root);
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
