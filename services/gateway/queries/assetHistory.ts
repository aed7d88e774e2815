import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { assetFor } from "./assets.ts";
import { partyRefs } from "./directory.ts";

interface EventRow {
  readonly seq: bigint;
  readonly name: string;
  readonly args: Record<string, unknown>;
  readonly intent: Hash | null;
  readonly actor: Address | null;
  readonly at: bigint;
  readonly block: bigint;
  readonly transaction_hash: Hash;
}

/** Everything that happened to an asset and its liens, in order. */
export async function assetHistory(context: Context, reader: Actor, id: string): Promise<Record<string, unknown>> {
  const asset = await assetFor(context, reader, id);
  const rows = await context.db.query<EventRow>(
    `SELECT seq, name, args, intent, actor, at, block, transaction_hash FROM mirror.asset_events
      WHERE asset_id = $1 ORDER BY seq`,
    [id],
  );
  const refOf = await partyRefs(
    context.db,
    rows.flatMap(({ actor }) => actor ?? []),
  );
  return {
    asset: asset.id,
    historyHead: asset.head,
    events: rows.map(({ seq, name, args, intent, actor, at, block, transaction_hash }) => ({
      sequence: Number(seq),
      event: name,
      at: instantOfSeconds(at),
      actor: actor === null ? null : refOf(actor),
      facts: args,
      intent,
      block: String(block),
      transaction: transaction_hash,
    })),
  };
}
