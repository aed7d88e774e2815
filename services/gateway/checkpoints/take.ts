import { accessTail } from "../queries/accessLog.ts";
import { dayCheckpointDigest } from "../../evm/dayCheckpointHash.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Hash } from "../../domain/brand.ts";
import { oneOrNone } from "../../store/rows.ts";
import type { Context } from "../context.ts";
import { checkpointSigner } from "../queries/checkpointKey.ts";
import { nowOf } from "../queries/claims.ts";

/**
 * Signs for the mirror's last block and the access log as they are now. What has changed is proven afterwards, see {@link
 * proveChanged}.
 *
 * @param request of which there is one checkpoint at most, however often it is made; undefined for the daily one
 */
export async function takeCheckpoint(context: Context, request?: Hash): Promise<void> {
  const { db, manifest, version } = context;
  const signer = await checkpointSigner(context);
  await db.tx(async (q) => {
    await q.query("LOCK TABLE core.checkpoints IN EXCLUSIVE MODE");
    const [made] = await q.query("SELECT 1 AS made FROM core.checkpoints WHERE request = $1", [request ?? null]);
    if (made) return;
    const [last] = await q.query<{ number: bigint }>(
      "SELECT max(number) AS number FROM core.checkpoints HAVING count(*) > 0",
    );
    const block = oneOrNone(
      await q.query<{ number: bigint; hash: Hash; timestamp: bigint }>(
        "SELECT b.number, b.hash, b.timestamp FROM mirror.cursor c JOIN mirror.blocks b ON b.number = c.block",
      ),
    );
    if (!block) return;
    const { sequence: accesses, head } = await accessTail(q);
    const checkpoint = {
      sequence: (last?.number ?? 0n) + 1n,
      genesisHash: manifest.genesisHash,
      number: block.number,
      hash: block.hash,
      time: block.timestamp,
      accesses,
      accessHead: head,
      signedAt: nowOf(context),
    };
    const domain = signingDomain(manifest, version.contracts.parties);
    await q.query(
      `INSERT INTO core.checkpoints (number, request, block, block_hash, block_time, accesses, access_head, signed_at, signature)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[checkpoint.sequence, request ?? null, block.number, block.hash, block.timestamp, accesses, head],
        ...[checkpoint.signedAt, await signer.sign(dayCheckpointDigest(domain, checkpoint))],
      ],
    );
  });
}

/** Whether a day (UTC) has ended on the ledger since the last checkpoint was signed. */
export async function isDue({ db, version, now }: Context): Promise<boolean> {
  const today = BigInt(Date.parse(now().toISOString().slice(0, 10)) / 1000);
  const [first] = await db.query<{ timestamp: bigint }>(
    "SELECT timestamp FROM mirror.blocks WHERE number >= $1 ORDER BY number LIMIT 1",
    [version.deployBlock],
  );
  if (!first || first.timestamp >= today) return false;
  const [last] = await db.query<{ signed_at: bigint }>(
    "SELECT signed_at FROM core.checkpoints ORDER BY number DESC LIMIT 1",
  );
  return !last || last.signed_at < today;
}
