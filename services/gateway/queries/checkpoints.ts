import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";

import { CHECKPOINT_FORMAT, writeCheckpoint } from "../../auditor/format/checkpoint.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { takeCheckpoint } from "../checkpoints/take.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Page } from "../routes/page.ts";
import { instant, instantOfSeconds } from "../schemas/instants.ts";
import { PROOF_SUBJECTS } from "./proofSubjects.ts";
import type { SubjectName } from "./proofSubjects.ts";

export interface CheckpointRow {
  readonly number: bigint;
  readonly block: bigint;
  readonly block_hash: Hash;
  readonly block_time: bigint;
  readonly accesses: bigint;
  readonly access_head: Hash;
  readonly signed_at: bigint;
  readonly signature: Hex;
  readonly finished_at: string | null;
  readonly proofs: bigint;
}

const CHECKPOINTS = `SELECT c.*, (SELECT count(*) FROM core.checkpoint_proofs p
  WHERE p.checkpoint = c.number AND p.bundle IS NOT NULL) AS proofs FROM core.checkpoints c`;

/** Newest first. */
export const listCheckpoints = async ({ db }: Context, { after, limit }: Page): Promise<CheckpointRow[]> =>
  db.query<CheckpointRow>(`${CHECKPOINTS} WHERE $1::bigint IS NULL OR c.number < $1 ORDER BY c.number DESC LIMIT $2`, [
    after ? BigInt(after[0] ?? "") : null,
    limit,
  ]);

/** The operator asks for one now; sent again under the same key it finds the same. */
export async function requestCheckpoint(context: Context, { userId }: Actor, key: string): Promise<object> {
  const request = `0x${createHash("sha256").update(`checkpoint/1\0${userId}\0${key}`).digest("hex")}` as Hash;
  await takeCheckpoint(context, request);
  const [row] = await context.db.query<CheckpointRow>(`${CHECKPOINTS} WHERE c.request = $1`, [request]);
  if (!row) throw new Problem("not-ready", { detail: "the mirror has no block yet" });
  return viewCheckpoint(row);
}

/** As a file for the verifier. @throws Problem not-found */
export async function checkpointFile({ db, manifest, version }: Context, number: string): Promise<string> {
  const [row] = await db.query<CheckpointRow>(`${CHECKPOINTS} WHERE c.number = $1`, [BigInt(number)]);
  if (!row) throw new Problem("not-found", { detail: `there is no checkpoint ${number}` });
  const { network, chainId, networkId, genesisHash } = manifest;
  return writeCheckpoint({
    format: CHECKPOINT_FORMAT,
    network: { name: network, chainId, networkId, genesisHash },
    parties: version.contracts.parties,
    sequence: row.number,
    number: row.block,
    hash: row.block_hash,
    time: row.block_time,
    accesses: row.accesses,
    accessHead: row.access_head,
    signedAt: row.signed_at,
    signature: row.signature,
  });
}

/**
 * The bundle that was kept of a subject at a checkpoint, or at the last one before it at which it had changed.
 * @throws Problem not-found
 */
export async function keptProof(context: Context, actor: Actor, name: SubjectName, id: string, number: string) {
  const subject = await PROOF_SUBJECTS[name](context, actor, id);
  const [kept] = await context.db.query<{ bundle: Uint8Array | null; refusal: string | null }>(
    `SELECT bundle, refusal FROM core.checkpoint_proofs WHERE kind = $1 AND subject = $2 AND checkpoint <= $3
      ORDER BY checkpoint DESC LIMIT 1`,
    [subject.kind, subject.id, BigInt(number)],
  );
  if (!kept) throw new Problem("not-found", { detail: `nothing of it was kept by checkpoint ${number}` });
  if (!kept.bundle) throw new Problem("state-conflict", { detail: kept.refusal ?? "it could not be proven then" });
  return inflateRawSync(kept.bundle).toString("utf8");
}

export const viewCheckpoint = (row: CheckpointRow): Record<string, unknown> => ({
  number: String(row.number),
  block: String(row.block),
  hash: row.block_hash,
  time: instantOfSeconds(row.block_time),
  accesses: String(row.accesses),
  accessHead: row.access_head,
  signedAt: instantOfSeconds(row.signed_at),
  signature: row.signature,
  proofs: Number(row.proofs),
  finishedAt: row.finished_at === null ? null : instant(row.finished_at),
});
