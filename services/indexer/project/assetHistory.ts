import type { AssetId, Hash } from "../../domain/brand.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import { historyArgs } from "../decode/plainArgs.ts";
import { orNull } from "../decode/words.ts";
import { MirrorFault } from "../table/mirrorFault.ts";
import { nextHead } from "./historyHead.ts";
import type { Mirror } from "./mirror.ts";

/** What every event of an asset's history begins with, its liens' included. */
interface HistoryArgs {
  readonly id: AssetId;
  readonly seq: bigint;
  readonly intent: Hash;
}

export const inAssetHistory = (event: LedgerEvent): event is LedgerEvent & { args: HistoryArgs } =>
  event.contract.name === "Assets" && "seq" in event.args;

export function needAsset({ args }: LedgerEvent & { args: HistoryArgs }, mirror: Mirror): void {
  mirror.assets.need({ id: args.id });
}

/**
 * Adds the event to the asset's history and its hash to the asset's head; runs after the event's own projection.
 * @throws MirrorFault if the event is not the next one
 */
export function appendToAsset(event: LedgerEvent & { args: HistoryArgs }, mirror: Mirror): void {
  const { args, log, contract, name, transaction, transactionHash, block, at } = event;
  const { id, seq } = args;
  const asset = mirror.assets.get({ id });
  if (seq !== asset.seq + 1n) throw new MirrorFault(`asset ${id}: event ${seq} follows event ${asset.seq}`);
  const head = nextHead(asset.head, seq, log.topics, log.data);
  const intent = orNull(args.intent);
  mirror.assets.change({ id }, { seq, head });
  mirror.assetEvents.insert({
    assetId: id,
    seq,
    contract: contract.address,
    name,
    args: historyArgs({ ...args }),
    intent,
    actor: intent === null ? null : (transaction.executorOf(intent) ?? null),
    head,
    block,
    at,
    transactionHash,
    logIndex: log.index,
  });
}
