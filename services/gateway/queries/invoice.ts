import type { EntityId, Hash } from "../../domain/brand.ts";
import type { DocumentField } from "../../domain/documentTree.ts";
import type { Context } from "../context.ts";
import { openForParty } from "../secrets.ts";

/** What a claim's document says, for those who may read it; null where this service does not keep the document. */
export async function invoiceOf({ db, keystore }: Context, root: Hash): Promise<Record<string, unknown> | null> {
  const [row] = await db.query<{ party_id: EntityId; sha256: string; tree_ciphertext: Uint8Array }>(
    "SELECT party_id, sha256, tree_ciphertext FROM core.documents WHERE root = $1",
    [root],
  );
  if (!row) return null;
  const plain = await openForParty(keystore, row.party_id, `tree/${root}`, row.tree_ciphertext);
  const { fields, flags } = JSON.parse(Buffer.from(plain).toString()) as { fields: DocumentField[]; flags: string[] };
  const valueOf = (path: string): string => fields.find((field) => field.path === path)?.value ?? "";
  return {
    number: valueOf("number"),
    issueDate: valueOf("issueDate"),
    dueDate: valueOf("claim.dueDate"),
    dueZone: valueOf("supplied.dueZone"),
    sha256: row.sha256,
    supplied: fields.flatMap(({ path }) => (path.startsWith("supplied.") ? [path.slice("supplied.".length)] : [])),
    flags,
  };
}
