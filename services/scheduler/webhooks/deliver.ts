import type { Logger } from "pino";

import { ChainError } from "../../chain/problem.ts";
import type { Keystore } from "../../chain/keystore.ts";
import type { Hash } from "../../domain/brand.ts";
import { cloudEventOf } from "../../domain/cloudEvent.ts";
import type { CloudEvent } from "../../domain/cloudEvent.ts";
import type { Database } from "../../store/database.ts";
import type { Lease } from "../../store/lease.ts";
import { dueWebhook, feedPosition, nextOutgoing } from "./rows.ts";
import type { Webhook } from "./rows.ts";
import { send } from "./send.ts";
import type { SendOptions, Sent } from "./send.ts";
import { settle, skipTo } from "./settle.ts";
import { signatureHeaders } from "./signature.ts";

export interface Delivery extends SendOptions {
  readonly db: Database;
  readonly keystore: Keystore;
  readonly network: Hash;
  readonly log: Pick<Logger, "error">;
  readonly retryAfterMs: readonly number[];
}

/** Events that a webhook gets in one turn: others may be waiting for theirs. */
const MOST_IN_A_TURN = 50;

/** Sends a webhook what there is for it, one event after another, until one is not taken. @throws LeaseLost */
export async function deliver(delivery: Delivery, lease: Lease, id: string): Promise<void> {
  for (let sent = 0; sent < MOST_IN_A_TURN && !delivery.signal.aborted; sent++) {
    const webhook = await dueWebhook(delivery.db, id);
    if (!webhook) return;
    await deliverNext(delivery, lease, webhook);
  }
}

/** Sends a webhook the one event that comes next, and books how that ended. @throws LeaseLost */
async function deliverNext(delivery: Delivery, lease: Lease, webhook: Webhook): Promise<void> {
  const { db, network, signal, retryAfterMs } = delivery;
  const end = await feedPosition(db);
  const outgoing = await nextOutgoing(db, webhook);
  if (!outgoing) {
    await skipTo(db, webhook, end);
    return;
  }
  const sent = await attempt(delivery, webhook, cloudEventOf(network, outgoing.event));
  // What we cut off ourselves when stopping was no failure of the receiver.
  if (signal.aborted && "error" in sent) return;
  await settle(db, lease, webhook, outgoing, sent, retryAfterMs);
}

async function attempt(delivery: Delivery, { id, url }: Webhook, event: CloudEvent): Promise<Sent> {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1000);
  try {
    const secret = await delivery.keystore.open(`webhook/${id}`);
    return await send(url, signatureHeaders(secret, { id: event.id, timestamp, body }), body, delivery);
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    delivery.log.error({ err: error, webhook: id }, "webhooks: the secret cannot be read");
    return { error: "the webhook's secret cannot be read: delete it and make another" };
  }
}
