import { createHash } from "node:crypto";

import { operationId } from "../../chain/intents.ts";
import type { Address, Hash } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { findOperation } from "./row.ts";
import type { OperationRow } from "./row.ts";
import { submit } from "./submit.ts";
import type { Act, Request } from "./submit.ts";

/**
 * Accepts a request that takes several intents, one operation for each, under one Idempotency-Key: the first has the key
 * itself, the others keys made of it. A repetition finds those that were accepted and accepts the rest.
 *
 * @throws Problem as `submit`; nothing is stored if the command refuses
 */
export async function submitMany(
  context: Context,
  request: Request,
  prepare: () => Promise<readonly Act[]>,
): Promise<OperationRow[]> {
  const idOf = (key: string): Hash => operationId(context.manifest.chainId, request.actor.account, key);
  const acts = await prepareAll(context, idOf(request.key), prepare);
  const rows: OperationRow[] = [];
  const parts = acts.map((_act, at) => idOf(partKey(request.key, at)));
  for (const [at, act] of acts.entries()) {
    const key = partKey(request.key, at);
    const result = { ...act.result, ...(at === 0 ? { operations: parts } : { batch: parts[0] }) };
    rows.push(await submit(context, { ...request, key }, () => Promise.resolve({ ...act, result })));
  }
  return rows;
}

/** What was accepted before need not be possible any more: its parts are only counted. */
async function prepareAll(
  context: Context,
  first: Hash,
  prepare: () => Promise<readonly Act[]>,
): Promise<readonly Act[]> {
  const known = await findOperation(context.db, first);
  const parts = known?.result?.["operations"];
  if (!Array.isArray(parts)) return prepare();
  const missing: string[] = [];
  for (const id of parts as string[]) if (!(await findOperation(context.db, id))) missing.push(id);
  return missing.length > 0 ? prepare() : parts.map(() => ({ command: known?.command ?? "", calls: [] }));
}

const partKey = (key: string, at: number): string =>
  at === 0 ? key : `part-${String(at)}-${createHash("sha256").update(key).digest("hex")}`;

/** The operations of a batch, in order, by the first one. */
export async function partsOf({ db }: Context, account: Address, first: OperationRow): Promise<OperationRow[]> {
  const ids = first.result?.["operations"];
  if (!Array.isArray(ids)) return [first];
  const rows = await db.query<OperationRow>("SELECT * FROM core.operations WHERE id = ANY($1) AND account = $2", [
    ids as string[],
    account,
  ]);
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
