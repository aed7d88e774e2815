import type { EntityId, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../../domain/hex.ts";
import { normalizeNumber } from "../../domain/invoiceNumber.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { fingerprintKeys } from "../secrets.ts";

/**
 * HMAC-SHA256(key, "tallystick/credit-note/1" | 0x00 | seller | 0x00 | normalised number) under each of the network's keys,
 * the oldest first. A seller gives a number once (VAT Directive, articles 219 and 226 (2)), so dates have no part in it.
 */
export async function noteTags({ keystore }: Context, seller: EntityId, number: string): Promise<Hash[]> {
  const text = `tallystick/credit-note/1\0${seller}\0${normalizeNumber(number, "number")}`;
  return (await fingerprintKeys(keystore)).map((key) => toHex(hmac(sha256, key, Buffer.from(text))) as Hash);
}

/** Condition on credit notes (n) that stand: being decided, open, or accepted; not those that failed or were declined. */
const STANDS = `
  NOT EXISTS (SELECT 1 FROM core.operations o WHERE o.id = n.operation_id AND o.status IN ('failed', 'expired', 'cancelled'))
  AND (SELECT answer.name FROM mirror.claim_events proposed JOIN mirror.claim_events answer
         ON answer.claim_id = proposed.claim_id AND answer.seq > proposed.seq AND answer.name IN ('Credited', 'CreditDeclined')
        WHERE proposed.claim_id = n.claim_id AND proposed.name = 'CreditProposed'
          AND proposed.args->>'documentRoot' = n.root::text
        ORDER BY answer.seq LIMIT 1) IS DISTINCT FROM 'CreditDeclined'`;

/** @throws Problem credit-note-used */
export async function refuseUsedNote(q: Queries, tags: readonly Hash[]): Promise<void> {
  const [used] = await q.query<{ claim_id: Hash }>(
    `SELECT n.claim_id FROM core.credit_notes n WHERE n.tag = ANY($1) AND ${STANDS}`,
    [tags],
  );
  if (!used) return;
  throw new Problem("credit-note-used", {
    detail: "this credit note was handed in before; one lowers one claim once",
    extra: { receivable: used.claim_id },
  });
}

/** Two at the same moment meet at the primary key. */
export async function storeNote(
  q: Queries,
  [tag]: readonly Hash[],
  note: { readonly root: Hash; readonly claim: Hash; readonly operation: Hash },
): Promise<void> {
  await q.query(`DELETE FROM core.credit_notes n WHERE n.tag = $1 AND NOT (${STANDS})`, [tag ?? null]);
  await q.query("INSERT INTO core.credit_notes (tag, root, claim_id, operation_id) VALUES ($1, $2, $3, $4)", [
    tag ?? null,
    note.root,
    note.claim,
    note.operation,
  ]);
}
