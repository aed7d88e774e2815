import { intentHash } from "../../chain/intents.ts";
import type { Intent } from "../../chain/intents.ts";
import { equalCalls, relayedIntents } from "../../chain/relayedIntents.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import type { Act } from "./submit.ts";

/** What the ledger holds under an intent's id. */
export interface LedgerAct {
  readonly outcome: "done" | "failed" | "cancelled";
  /** The intent's hash; null for a cancelled one, of which the ledger has only the id. */
  readonly hash: Hash | null;
  /** Revert data of a failed one. */
  readonly reason: Hex | null;
  readonly block: bigint;
  readonly log_index: bigint;
  readonly transaction_hash: Hash;
}

/** As the mirror has it; undefined also while the mirror has not come to it. */
export async function findLedgerAct(q: Queries, account: Address, id: Hash): Promise<LedgerAct | undefined> {
  const [row] = await q.query<LedgerAct>(
    `SELECT outcome, hash, reason, block, log_index::bigint AS log_index, transaction_hash
       FROM mirror.intents WHERE account = $1 AND id = $2`,
    [account, id],
  );
  return row;
}

/** The intent behind an act, from the calldata that brought it; undefined where a foreign contract hides it. */
export async function intentOfAct(
  q: Queries,
  account: Address,
  { hash, transaction_hash }: LedgerAct,
): Promise<Intent | undefined> {
  const [row] = await q.query<{ recipient: Address; input: Hex }>(
    "SELECT recipient, input FROM mirror.transactions WHERE hash = $1",
    [transaction_hash],
  );
  if (!row || hash === null) return undefined;
  const relayed = relayedIntents(row.recipient, row.input);
  return relayed.find((item) => item.account === account && intentHash(item.intent) === hash)?.intent;
}

/**
 * The intent that a lost request had, if the ledger's one under its id does the same.
 *
 * @throws Problem not-ready while the mirror has not come to it, key-reused if it does something else
 */
export async function consumedIntent({ db }: Context, account: Address, id: Hash, act: Act): Promise<Intent> {
  const known = await findLedgerAct(db, account, id);
  if (!known) {
    throw new Problem("not-ready", {
      detail: "the ledger has an outcome under this key that is being read: ask again",
    });
  }
  const intent = await intentOfAct(db, account, known);
  if (intent && equalCalls(intent.calls, act.calls)) return intent;
  throw new Problem("key-reused", {
    detail: "the ledger has an act under this key whose request this service no longer knows, and it is not this one",
    extra: { operation: id, outcome: known.outcome, transaction: known.transaction_hash },
  });
}
