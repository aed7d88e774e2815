import type { Hex } from "../../domain/brand.ts";
import { assertEpoch } from "../../store/lease.ts";
import type { Lease } from "../../store/lease.ts";
import { json } from "../../store/parameter.ts";
import type { Context } from "../context.ts";

/** Ends operations whose signatures never came: a final block is past the deadline and the account has no outcome. */
export async function expireUnsigned({ db, rpc }: Context, lease: Lease): Promise<void> {
  const overdue = await db.query<{ id: string }>(
    `SELECT id FROM core.operations
      WHERE status = 'awaiting_signatures' AND (intent ->> 'deadline')::bigint < extract(epoch FROM now())::bigint LIMIT 100`,
  );
  if (overdue.length === 0) return;
  const { timestamp, number } = await rpc.call<{ timestamp: Hex; number: Hex }>("eth_getBlockByNumber", [
    "latest",
    false,
  ]);
  await db.tx(async (q) => {
    await assertEpoch(q, lease);
    await q.query(
      `UPDATE core.operations o SET status = 'expired', block = $3, error = $4
      WHERE o.id = ANY($1) AND o.status = 'awaiting_signatures' AND (o.intent ->> 'deadline')::bigint < $2
        AND EXISTS (SELECT 1 FROM mirror.cursor WHERE block >= $3)
        AND NOT EXISTS (SELECT 1 FROM mirror.intents i WHERE i.account = o.account AND i.id = o.id)`,
      [
        overdue.map(({ id }) => id),
        BigInt(timestamp),
        BigInt(number),
        json({ detail: "the signatures did not come before the deadline" }),
      ],
    );
  });
}
