import { createHash } from "node:crypto";

import { DomainError } from "../../domain/problem.ts";
import { parseWebhookUrl } from "../../domain/webhookUrl.ts";
import { UniqueViolation } from "../../store/errors.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { webhookFor } from "../queries/webhooks.ts";
import { dropWebhookSecret, ensureSecret } from "../secrets.ts";

/** Of one party. */
const MOST_WEBHOOKS = 20;

/**
 * Has events sent to an address, from now on. Its secret is told in this answer only.
 *
 * @throws Problem invalid-field; state-conflict: too many; key-reused: a secret is shown once, also when the answer was lost
 */
export async function createWebhook(
  context: Context,
  actor: Actor,
  input: { readonly url: string; readonly kinds?: readonly string[] },
  idempotencyKey: string,
): Promise<Record<string, unknown>> {
  const { db, keystore, webhooks } = context;
  refuseAddress(input.url, webhooks.loopback);
  const id = idOf(actor, idempotencyKey);
  await refuseMore(context, actor, id);
  // Sealed first: a webhook without a secret could not be sent to.
  const secret = await ensureSecret(keystore, `webhook/${id}`);
  try {
    await db.query(
      `INSERT INTO core.webhooks (id, party_id, url, kinds, position, created_by)
       VALUES ($1, $2, $3, $4, coalesce((SELECT position FROM core.feed), 0), $5)`,
      [id, actor.partyId, input.url, input.kinds ?? [], actor.userId],
    );
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    throw used(id);
  }
  return { ...(await webhookFor(db, actor, id)), secret: `whsec_${Buffer.from(secret).toString("base64")}` };
}

/** Ends a webhook at once; what is on its way to it may still arrive. @throws Problem not-found */
export async function deleteWebhook({ db }: Context, actor: Actor, id: string): Promise<void> {
  await db.tx(async (q) => {
    const gone = await q.query("DELETE FROM core.webhooks WHERE id = $1 AND party_id = $2 RETURNING id", [
      id,
      actor.partyId,
    ]);
    if (gone.length === 0) throw new Problem("not-found", { detail: "there is no such webhook of your party" });
    await dropWebhookSecret(q, id);
  });
}

/**
 * Sends one event once more, or goes back to a position and sends everything behind it again, in order. Either makes a
 * suspended webhook active.
 *
 * @throws Problem not-found; invalid-field: a position that was not reached yet
 */
export async function redeliver(
  { db }: Context,
  actor: Actor,
  id: string,
  { event, after }: { readonly event?: string; readonly after?: string },
): Promise<Record<string, unknown>> {
  return db.tx(async (q) => {
    const { position } = await webhookFor(q, actor, id);
    const going = `status = 'active', attempts = 0, given_up = 0, next_attempt_at = clock_timestamp()`;
    if (after !== undefined) {
      if (BigInt(after) > BigInt(String(position))) throw notReached("/after");
      await q.query(`UPDATE core.webhooks SET ${going}, position = $2 WHERE id = $1`, [id, BigInt(after)]);
    }
    if (event !== undefined) {
      const marked = await q.query(
        "UPDATE core.webhook_deliveries SET again = true WHERE webhook_id = $1 AND position = $2 AND state <> 'retrying' RETURNING position",
        [id, BigInt(event)],
      );
      if (marked.length === 0) throw notReached("/event");
      await q.query(`UPDATE core.webhooks SET ${going} WHERE id = $1`, [id]);
    }
    return webhookFor(q, actor, id);
  });
}

function refuseAddress(url: string, loopback: boolean): void {
  try {
    parseWebhookUrl(url, { loopback });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Problem("invalid-field", { detail: error.message, field: "/url", cause: error });
  }
}

async function refuseMore({ db }: Context, actor: Actor, id: string): Promise<void> {
  const rows = await db.query<{ id: string }>("SELECT id FROM core.webhooks WHERE party_id = $1", [actor.partyId]);
  if (rows.some((row) => row.id === id)) throw used(id);
  if (rows.length < MOST_WEBHOOKS) return;
  throw new Problem("state-conflict", { detail: `a party has at most ${String(MOST_WEBHOOKS)} webhooks: delete one` });
}

const used = (id: string): Problem =>
  new Problem("key-reused", {
    detail:
      "a webhook was made under this Idempotency-Key, and its secret shown then: delete it if the answer was lost",
    extra: { webhook: id },
  });

const notReached = (field: string): Problem =>
  new Problem("invalid-field", { detail: "the webhook has not got to this position yet", field });

/** One Idempotency-Key of one user, one webhook. */
const idOf = ({ userId }: Actor, idempotencyKey: string): string =>
  createHash("sha256").update(`webhook/1\0${userId}\0${idempotencyKey}`).digest("hex").slice(0, 32);
