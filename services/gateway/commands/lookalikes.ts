import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

import type { EntityId, Hash } from "../../domain/brand.ts";
import { toHex } from "../../domain/hex.ts";
import { normalizeNumber } from "../../domain/invoiceNumber.ts";
import { skeleton } from "../../domain/tag.ts";
import type { Queries } from "../../store/database.ts";

/**
 * HMAC-SHA256(key, "tallystick/skeleton/1" | 0x00 | seller | 0x00 | skeleton) of an invoice number, under each of the network's
 * keys. Dates, amounts and the buyer have no part in it: a seller gives a number once (VAT Directive, article 226 (2)).
 *
 * @throws DomainError bad-invoice-number
 */
export function skeletonTags(keys: readonly Uint8Array[], seller: EntityId, number: string): Hash[] {
  // Some letters look like a Latin one in one case only: what equal numbers share is the skeleton of their common form.
  // A space may be nothing or a separator, to whoever reads it.
  const spaced = number.trim().replace(/\p{White_Space}+/gu, "-");
  const forms = new Set([number, normalizeNumber(number), spaced].map((form) => skeleton(form)));
  return keys.flatMap((key) =>
    [...forms].map(
      (form) => toHex(hmac(sha256, key, Buffer.from(`tallystick/skeleton/1\0${seller}\0${form}`))) as Hash,
    ),
  );
}

/** Whether another claim that is, or is about to be, on the ledger has one of these skeletons. */
export async function isLookalike(q: Queries, claim: Hash, tags: readonly Hash[]): Promise<boolean> {
  const [other] = await q.query(
    `SELECT 1 FROM core.invoice_skeletons s
      WHERE s.tag = ANY($2) AND s.claim_id <> $1
        AND (EXISTS (SELECT 1 FROM mirror.claims c WHERE c.id = s.claim_id)
             OR EXISTS (SELECT 1 FROM core.operations o WHERE o.subject = s.claim_id::text
                          AND o.command = 'receivable.register' AND o.status NOT IN ('failed', 'expired', 'cancelled')))
      LIMIT 1`,
    [claim, tags],
  );
  return other !== undefined;
}

export async function storeSkeletons(q: Queries, claim: Hash, tags: readonly Hash[]): Promise<void> {
  await q.query(
    "INSERT INTO core.invoice_skeletons (tag, claim_id) SELECT tag, $1 FROM unnest($2::text[]) AS t(tag) ON CONFLICT DO NOTHING",
    [claim, tags],
  );
}
