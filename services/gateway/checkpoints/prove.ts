import { deflateRawSync } from "node:zlib";

import { proofBundle } from "../../auditor/build/proofBundle.ts";
import { ExportRefused } from "../../auditor/build/refused.ts";
import type { SubjectId } from "../../auditor/build/rows.ts";
import type { Context } from "../context.ts";
import { signCheckpoint } from "../queries/checkpointKey.ts";

interface Unfinished {
  readonly number: bigint;
  readonly since: bigint;
}

/** So many at a time: a process that ends meanwhile loses no more than these. */
const BATCH = 20;

/** What has an event after the last finished checkpoint, and no proof kept since. */
const CHANGED = `SELECT s.kind, s.id FROM (
    SELECT 'claim' AS kind, claim_id AS id, block FROM mirror.claim_events WHERE block > $1
    UNION ALL SELECT 'asset', asset_id, block FROM mirror.asset_events WHERE block > $1
    UNION ALL SELECT 'party', account, block FROM mirror.account_events WHERE block > $1
    UNION ALL SELECT 'facility', facility_id, block FROM mirror.facility_events WHERE block > $1
    UNION ALL SELECT 'facility', d.facility_id, e.block FROM mirror.drawdown_events e
      JOIN mirror.drawdowns d ON d.id = e.drawdown_id WHERE e.block > $1
    UNION ALL SELECT 'claim', e.subject, e.block FROM mirror.subject_events e JOIN mirror.claims c ON c.id = e.subject WHERE e.block > $1
    UNION ALL SELECT 'asset', e.subject, e.block FROM mirror.subject_events e JOIN mirror.assets a ON a.id = e.subject WHERE e.block > $1
    UNION ALL SELECT 'party', p.account, e.block FROM mirror.subject_events e
      JOIN mirror.parties p ON p.account = '0x' || substr(e.subject, 27) WHERE e.block > $1
  ) s GROUP BY s.kind, s.id
  HAVING max(s.block) > coalesce((SELECT max(p.block) FROM core.checkpoint_proofs p WHERE p.kind = s.kind AND p.subject = s.id), -1)
  ORDER BY s.kind, s.id LIMIT ${String(BATCH)}`;

/**
 * Keeps proofs of what has changed, for the oldest checkpoint that is not finished: some of them, so that it is to be called
 * again while it says so.
 *
 * @returns whether there is more to do
 */
export async function proveChanged(context: Context): Promise<boolean> {
  const { db } = context;
  const [open] = await db.query<Unfinished>(
    `SELECT c.number, coalesce((SELECT max(f.block) FROM core.checkpoints f WHERE f.finished_at IS NOT NULL), -1) AS since
       FROM core.checkpoints c WHERE c.finished_at IS NULL ORDER BY c.number LIMIT 1`,
  );
  if (!open) return false;
  const subjects = await db.query<SubjectId>(CHANGED, [open.since]);
  for (const subject of subjects) await keep(context, open.number, subject);
  if (subjects.length === 0)
    await db.query("UPDATE core.checkpoints SET finished_at = now() WHERE number = $1", [open.number]);
  return true;
}

async function keep(context: Context, checkpoint: bigint, subject: SubjectId): Promise<void> {
  const { db, rpc, manifest } = context;
  const [cursor] = await db.query<{ block: bigint }>("SELECT block FROM mirror.cursor");
  const { bundle, refusal } = await build();
  await db.query(
    `INSERT INTO core.checkpoint_proofs (kind, subject, checkpoint, block, bundle, refusal) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (kind, subject, checkpoint) DO UPDATE SET block = excluded.block, bundle = excluded.bundle, refusal = excluded.refusal`,
    [subject.kind, subject.id, checkpoint, cursor?.block ?? 0n, bundle, refusal],
  );

  async function build(): Promise<{ bundle: Uint8Array | null; refusal: string | null }> {
    try {
      const text = await proofBundle({ db, rpc, manifest }, subject, {
        checkpoint: (block) => signCheckpoint(context, block),
        labels: async () => Promise.resolve({}),
        fields: [],
        statementFields: async () => Promise.resolve(new Map()),
        receipts: false,
      });
      return { bundle: deflateRawSync(text), refusal: null };
    } catch (error) {
      // A node that is behind will have the block soon; what is not retained will never be there.
      if (!(error instanceof ExportRefused) || error.reason === "behind") throw error;
      return { bundle: null, refusal: error.message };
    }
  }
}
