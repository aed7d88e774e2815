import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";

/** Texts behind salted hashes, for who wrote them, operators and auditors; and for anybody those in `open`. */
export async function referenceTexts(
  q: Queries,
  actor: Actor,
  hashes: readonly (string | null)[],
  open: readonly (string | null)[] = [],
): Promise<ReadonlyMap<string, string>> {
  const rows = await q.query<{ hash: Hash; text: string }>(
    `SELECT hash, text FROM core.references
      WHERE hash = ANY($1) AND ($2::boolean OR party_id = $3 OR hash = ANY($4))`,
    [hashes.filter((hash) => hash !== null), seesAll(actor), actor.partyId, open.filter((hash) => hash !== null)],
  );
  return new Map(rows.map(({ hash, text }) => [hash, text]));
}
