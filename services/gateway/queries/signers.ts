import type { Custody } from "../../chain/signer.ts";
import type { Address, Hash } from "../../domain/brand.ts";
import type { Queries } from "../../store/database.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import { instantOfSeconds } from "../schemas/instants.ts";
import { userNames } from "./directory.ts";
import { partyFor } from "./partyViews.ts";

interface EpochRow {
  readonly seq: bigint;
  readonly args: {
    readonly epoch: string;
    readonly threshold: string;
    readonly signers: readonly { readonly key: Address; readonly custody: Custody }[];
  };
  readonly intent: Hash | null;
  readonly before: string | null;
  readonly block: bigint;
  readonly at: bigint;
  readonly transaction_hash: Hash;
}

/**
 * Who could sign for a party, epoch by epoch, oldest first. Keys are on the ledger for all to check; whose they are is for
 * the party itself, operators and auditors.
 *
 * @throws Problem not-found
 */
export async function signersOf(q: Queries, actor: Actor, id: string): Promise<Record<string, unknown>> {
  const party = await partyFor(q, actor, id);
  const rows = await q.query<EpochRow>(
    `SELECT * FROM (
       SELECT e.seq, e.name, e.args, e.intent, lag(e.name) OVER (ORDER BY e.seq) AS before, e.block, e.at, e.transaction_hash
         FROM mirror.account_events e WHERE e.account = $1
     ) history WHERE name = 'SignersChanged' ORDER BY seq`,
    [party.account],
  );
  const [state] = await q.query<{ head: Hash; seq: bigint }>(
    "SELECT head, seq FROM mirror.parties WHERE account = $1",
    [party.account],
  );
  const isOwn = party.id === actor.partyId || seesAll(actor);
  const keys = rows.flatMap(({ args }) => args.signers.map(({ key }) => key));
  const users = isOwn ? await userNames(q, keys) : new Map<Address, string>();
  const present = rows.at(-1);
  return {
    party: party.id,
    account: party.account,
    epoch: Number(present?.args.epoch ?? 0),
    threshold: Number(present?.args.threshold ?? 0),
    historyHead: state?.head ?? null,
    historyLength: Number(state?.seq ?? 0),
    epochs: rows.map((row, at) => ({
      epoch: Number(row.args.epoch),
      threshold: Number(row.args.threshold),
      cause: row.seq === 1n ? "admission" : row.before === "RecoveryExecuted" ? "recovery" : "rotation",
      from: placeOf(row),
      until: placeOf(rows[at + 1]),
      intent: row.intent,
      signers: row.args.signers.map(({ key, custody }) => ({ address: key, custody, user: users.get(key) ?? null })),
    })),
  };
}

const placeOf = (row: EpochRow | undefined): object | null =>
  row ? { at: instantOfSeconds(row.at), block: String(row.block), transaction: row.transaction_hash } : null;
