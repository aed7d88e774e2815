import type { Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { moneyIn } from "../schemas/money.ts";
import { ownClaimFor } from "./claims.ts";
import { mayReadInvoice } from "./invoices.ts";
import { noteNumbers } from "./servicing.ts";

interface NoteRow {
  readonly root: Hash;
  readonly amount: string;
  readonly making: string;
  readonly proposed_at: bigint;
  readonly answer: "Credited" | "CreditDeclined" | null;
  readonly answered_at: bigint | null;
  readonly has_document: boolean;
}

const STATUS = { Credited: "accepted", CreditDeclined: "declined" } as const;

/** Every credit note of a claim, in order, with what became of it. Numbers and documents are for seller and debtor. */
export async function creditNotesOf(context: Context, actor: Actor, id: string): Promise<{ items: unknown[] }> {
  const claim = await ownClaimFor(context, actor, id);
  const tells = mayReadInvoice(actor, claim);
  const notes = await context.db.query<NoteRow>(
    `SELECT e.args->>'documentRoot' AS root, e.args->>'amount' AS amount, e.args->>'making' AS making, e.at AS proposed_at,
            answer.name AS answer, answer.at AS answered_at, d.root IS NOT NULL AS has_document
       FROM mirror.claim_events e
       LEFT JOIN LATERAL (SELECT a.name, a.at FROM mirror.claim_events a
          WHERE a.claim_id = e.claim_id AND a.seq > e.seq AND a.name IN ('Credited', 'CreditDeclined')
          ORDER BY a.seq LIMIT 1) answer ON true
       LEFT JOIN core.documents d ON d.root = e.args->>'documentRoot'
      WHERE e.claim_id = $1 AND e.name = 'CreditProposed' ORDER BY e.seq`,
    [id],
  );
  const numbers: ReadonlyMap<Hash, string> = tells
    ? await noteNumbers(
        context,
        notes.map(({ root }) => root),
      )
    : new Map();
  const money = moneyIn(claim.currency);
  return {
    items: notes.map((note) => ({
      root: note.root,
      number: numbers.get(note.root) ?? null,
      amount: money(BigInt(note.amount)),
      making: note.making,
      status: note.answer === null ? "open" : STATUS[note.answer],
      document: tells && note.has_document,
      proposedAt: instantOfSeconds(note.proposed_at),
      answeredAt: note.answered_at === null ? null : instantOfSeconds(note.answered_at),
    })),
  };
}
