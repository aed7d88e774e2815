import type { EntityId, Hash } from "../../domain/brand.ts";
import type { DocumentField } from "../../domain/documentTree.ts";
import { NO_FEES } from "../../domain/ip/fees.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { openForParty } from "../secrets.ts";
import { isUsable, obstaclesOf } from "./assetObstacles.ts";
import type { AssetRow } from "./assets.ts";
import { nowOf } from "./claims.ts";
import { partyRefs } from "./directory.ts";

/** Assets as the API shows them to those they concern. */
export async function viewAssets(context: Context, rows: readonly AssetRow[]): Promise<unknown[]> {
  const now = nowOf(context);
  const [refOf, records] = await Promise.all([
    partyRefs(
      context.db,
      rows.flatMap(({ owners }) => owners.map(({ account }) => account)),
    ),
    recordsOf(context, rows),
  ]);
  return rows.map((row) => ({
    id: row.id,
    office: row.office,
    kind: row.kind,
    number: row.number,
    status: row.status,
    stage: row.stage,
    usable: isUsable(row, now),
    obstacles: obstaclesOf(row, now),
    asOf: instantOfSeconds(now),
    owners: row.owners.map(({ account, parts }) => ({ owner: refOf(account), parts })),
    title: Number(row.title),
    expiresAt: row.expires_at === 0n ? null : instantOfSeconds(row.expires_at),
    termBasis: row.basis,
    feesPaidUntil: feesShown(row.fees_paid_until),
    sameDayInvention: row.has_same_day_invention,
    contested: row.is_contested,
    withheld: row.is_withheld,
    record: records.get(row.document_root) ?? [],
    documentRoot: row.document_root,
    history: { events: Number(row.seq), head: row.head },
    registeredAt: instantOfSeconds(row.registered_at),
  }));
}

function feesShown(paidUntil: bigint): string {
  if (paidUntil === 0n) return "unknown";
  return paidUntil === NO_FEES ? "none" : instantOfSeconds(paidUntil);
}

interface TreeRow {
  readonly root: Hash;
  readonly party_id: EntityId;
  readonly tree_ciphertext: Uint8Array;
}

interface FieldView {
  readonly name: string;
  readonly value: string;
  readonly origin: string;
}

/** What was said of the assets when they were registered, by root; nothing where another service keeps the record. */
async function recordsOf(
  { db, keystore }: Context,
  rows: readonly AssetRow[],
): Promise<ReadonlyMap<Hash, readonly FieldView[]>> {
  if (rows.length === 0) return new Map();
  const kept = await db.query<TreeRow>(
    "SELECT root, party_id, tree_ciphertext FROM core.documents WHERE root = ANY($1)",
    [rows.map(({ document_root }) => document_root)],
  );
  const views = kept.map(async ({ root, party_id, tree_ciphertext }) => {
    const plain = await openForParty(keystore, party_id, `tree/${root}`, tree_ciphertext);
    const { fields } = JSON.parse(Buffer.from(plain).toString()) as { fields: DocumentField[] };
    return [root, fields.map(viewField)] as const;
  });
  return new Map(await Promise.all(views));
}

function viewField({ path, value }: DocumentField): FieldView {
  const [origin = "", ...name] = path.split(".");
  return { name: name.join("."), value, origin };
}
