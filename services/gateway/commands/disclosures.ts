import { createHash } from "node:crypto";

import type { Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { UniqueViolation } from "../../store/errors.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { logAccess } from "../queries/accessLog.ts";
import { ownClaimFor } from "../queries/claims.ts";
import { disclosureFor, viewDisclosure } from "../queries/disclosures.ts";
import { mayReadInvoice } from "../queries/invoices.ts";
import { checkDisclosable, proofWith } from "../queries/proofs.ts";
import { requireParty } from "../queries/parties.ts";

export interface NewDisclosure {
  readonly receivable: string;
  readonly recipient: string;
  readonly fields: readonly string[];
  readonly purpose: string;
}

/**
 * Shows fields of a claim's document to another party, until it is revoked. Sent again under the same key it finds the same
 * disclosure.
 *
 * @throws Problem not-found, forbidden, invalid-field, unknown-party, key-reused
 */
export async function disclose(
  context: Context,
  actor: Actor,
  { receivable, recipient, fields, purpose }: NewDisclosure,
  idempotencyKey: string,
): Promise<Record<string, unknown>> {
  const { db } = context;
  const claim = await ownClaimFor(context, actor, receivable);
  const subject = { root: claim.document_root, mayDisclose: mayReadInvoice(actor, claim) };
  await checkDisclosable(context, subject, fields);
  await requireParty(db, recipient, "/recipient");
  const id = idOf(actor, idempotencyKey);
  try {
    await db.tx(async (q) => {
      await q.query(
        `INSERT INTO core.disclosures (id, claim_id, root, party_id, recipient_id, fields, purpose, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, claim.id, claim.document_root, actor.partyId, recipient, [...fields], purpose, actor.userId],
      );
      await logAccess(q, actor, id, "disclosed", context.now());
    });
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    await refuseOther(db, actor, id, { receivable, recipient, fields, purpose });
  }
  return viewDisclosure(await disclosureFor(db, actor, id));
}

/** Ends a disclosure: its recipient is shown nothing from now on; what it was given before it has. @throws Problem not-found */
export async function revokeDisclosure(context: Context, actor: Actor, id: string): Promise<Record<string, unknown>> {
  await context.db.tx(async (q) => {
    const revoked = await q.query(
      "UPDATE core.disclosures SET revoked_at = now() WHERE id = $1 AND party_id = $2 AND revoked_at IS NULL RETURNING id",
      [id, actor.partyId],
    );
    if (revoked.length > 0) await logAccess(q, actor, id as Hash, "revoked", context.now());
    else await requireOwn(q, actor, id);
  });
  return viewDisclosure(await disclosureFor(context.db, actor, id));
}

/**
 * The claim's proof bundle with the disclosed fields, for the recipient alone; every time is put down.
 * @throws Problem not-found; forbidden once it is revoked
 */
export async function disclosedPackage(context: Context, actor: Actor, id: string): Promise<string> {
  const { db } = context;
  const row = await disclosureFor(db, actor, id);
  if (row.recipient_id !== actor.partyId)
    throw new Problem("not-found", { detail: "the package is for the recipient alone" });
  const isRevoked = row.revoked_at !== null;
  const log = async (q: Queries): Promise<void> =>
    logAccess(q, actor, row.id, isRevoked ? "refused" : "read", context.now());
  await db.tx(log);
  if (isRevoked) throw new Problem("forbidden", { detail: `${row.party_name} has revoked this disclosure` });
  const subject = { kind: "claim", id: row.claim_id, root: row.root } as const;
  return proofWith(context, subject, { paths: row.fields, receipts: false });
}

async function requireOwn(q: Queries, actor: Actor, id: string): Promise<void> {
  const { party_id: giver } = await disclosureFor(q, actor, id);
  if (giver !== actor.partyId) throw new Problem("not-found", { detail: "only whoever disclosed can revoke it" });
}

async function refuseOther(q: Queries, actor: Actor, id: Hash, given: NewDisclosure): Promise<void> {
  const known = await disclosureFor(q, actor, id);
  const isSame =
    known.claim_id === given.receivable &&
    known.recipient_id === given.recipient &&
    known.purpose === given.purpose &&
    known.fields.join() === given.fields.join();
  if (!isSame)
    throw new Problem("key-reused", {
      detail: "this Idempotency-Key was used for another disclosure",
      extra: { disclosure: id },
    });
}

/** One Idempotency-Key of one user, one disclosure. */
const idOf = ({ userId }: Actor, idempotencyKey: string): Hash =>
  `0x${createHash("sha256").update(`disclosure/1\0${userId}\0${idempotencyKey}`).digest("hex")}` as Hash;
