import type { EntityId, Hash } from "../../domain/brand.ts";
import { buildTree, saltsFrom } from "../../domain/documentTree.ts";
import type { DocumentField, DocumentTree } from "../../domain/documentTree.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { openForParty } from "../secrets.ts";

export interface OpenTree extends DocumentTree {
  readonly fields: readonly DocumentField[];
}

/** The tree of a document that this service keeps. @throws Problem not-found */
export async function documentTree({ db, keystore }: Context, root: Hash): Promise<OpenTree> {
  const [row] = await db.query<{ party_id: EntityId; tree_ciphertext: Uint8Array }>(
    "SELECT party_id, tree_ciphertext FROM core.documents WHERE root = $1",
    [root],
  );
  if (!row) throw new Problem("not-found", { detail: "this service does not keep the claim's document" });
  const plain = await openForParty(keystore, row.party_id, `tree/${root}`, row.tree_ciphertext);
  const { fields, secret } = JSON.parse(Buffer.from(plain).toString()) as { fields: DocumentField[]; secret: string };
  return { ...buildTree(fields, saltsFrom(Buffer.from(secret, "hex"))), fields };
}
