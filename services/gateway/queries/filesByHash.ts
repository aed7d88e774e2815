import type { Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

interface FileRow {
  readonly claim: Hash;
  readonly root: Hash;
  readonly status: string;
  readonly media_type: string;
}

/**
 * Which claim the file with this SHA-256 belongs to, for those who may read it: seller, debtor, operators and auditors.
 * @throws Problem not-found, also for a file of others
 */
export async function claimOfFile({ db }: Context, actor: Actor, sha256: string): Promise<Record<string, unknown>> {
  const [file] = await db.query<FileRow>(
    `SELECT c.id AS claim, c.document_root AS root, c.status, d.media_type
       FROM core.documents d JOIN mirror.claims c ON c.document_root = d.root
      WHERE d.sha256 = $1 AND ($2::boolean OR c.seller = $3 OR c.debtor = $3)
      ORDER BY c.registered_block, c.id LIMIT 1`,
    [`0x${sha256}`, seesAll(actor), actor.account],
  );
  if (!file) throw new Problem("not-found", { detail: "no claim that is yours to see was registered with this file" });
  return {
    sha256,
    receivable: file.claim,
    documentRoot: file.root,
    status: file.status,
    mediaType: file.media_type,
    statement: `the file with the SHA-256 ${sha256} is the document of the claim ${file.claim}`,
  };
}
