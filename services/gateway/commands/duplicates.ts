import { randomBytes } from "node:crypto";

import type { Address, Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";

const MOST_A_DAY = 20;
const RETRY_AFTER = 3600;

const DETAIL = "this invoice was registered before; an invoice is registered once, whatever became of it";

/**
 * A seller's invoice is registered once.
 *
 * @param claim the claim's id, if there is one
 * @throws Problem invoice-already-registered
 */
export async function refuseDuplicate({ db }: Context, claim: Hash): Promise<void> {
  const [known] = await db.query("SELECT 1 FROM mirror.claims WHERE id = $1", [claim]);
  if (known) throw new Problem("invoice-already-registered", { detail: DETAIL, extra: { receivable: claim } });
}

/**
 * The same for the debtor that the document names, who cannot register it. A claim that is another's is not named: the
 * answer has a number under which the registrar finds who asked and what was met. Every attempt leaves one, whatever it
 * met, and there are few a day: otherwise made-up documents would tell what a seller has registered.
 *
 * @throws Problem invoice-already-registered, too-many-requests
 */
export async function refuseDuplicateToDebtor(context: Context, actor: Actor, claim: Hash): Promise<void> {
  const { db, log } = context;
  await limit(context, actor);
  const [known] = await db.query<{ debtor: Address }>("SELECT debtor FROM mirror.claims WHERE id = $1", [claim]);
  const number = randomBytes(8).toString("hex");
  await db.query(
    "INSERT INTO core.duplicate_cases (number, party_id, user_id, claim_id, created_at) VALUES ($1, $2, $3, $4, $5)",
    [number, actor.partyId, actor.userId, known ? claim : null, context.now().toISOString()],
  );
  log.warn(
    { case: number, party: actor.partyId, isKnown: known !== undefined },
    "a debtor tried to register an invoice",
  );
  if (!known) return;
  const extra = known.debtor === actor.account ? { receivable: claim } : { case: number };
  throw new Problem("invoice-already-registered", { detail: DETAIL, extra });
}

async function limit({ db, now }: Context, { partyId }: Actor): Promise<void> {
  const yesterday = new Date(now().getTime() - 24 * 3600 * 1000).toISOString();
  const [made] = await db.query<{ attempts: bigint }>(
    "SELECT count(*) AS attempts FROM core.duplicate_cases WHERE party_id = $1 AND created_at > $2",
    [partyId, yesterday],
  );
  if ((made?.attempts ?? 0n) < BigInt(MOST_A_DAY)) return;
  throw new Problem("too-many-requests", {
    detail: "this party has tried too many invoices that are not its own to register",
    retryAfter: RETRY_AFTER,
  });
}
