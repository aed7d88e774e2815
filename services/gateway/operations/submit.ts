import { intentDigest, intentHash, operationId } from "../../chain/intents.ts";
import type { Call, Intent } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import type { Hash, Hex } from "../../domain/brand.ts";
import type { Queries, Transaction } from "../../store/database.ts";
import { UniqueViolation } from "../../store/errors.ts";
import { json } from "../../store/parameter.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { accountState } from "./accountState.ts";
import { gasFor } from "./gas.ts";
import { consumedIntent } from "./ledgerAct.ts";
import { findOperation } from "./row.ts";
import type { OperationRow, OperationStatus, StoredIntent } from "./row.ts";

/** What a command wants the ledger to do, and what has to be kept beside it. */
export interface Act {
  /** `resource.act`, as shown in operations. */
  readonly command: string;
  readonly subject?: string;
  readonly calls: readonly Call[];
  /** Acts in one call of a bulk contract; left out, as many as calls. */
  readonly items?: number;
  /** Epoch seconds before which the ledger refuses it. */
  readonly notBefore?: bigint;
  /** Ids known before the ledger has answered. */
  readonly result?: Record<string, unknown>;
  /** Written in the very transaction that accepts the operation. */
  readonly store?: (q: Transaction, operation: Hash) => Promise<void>;
}

export interface Request {
  readonly actor: Actor;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  /** Hash of the body as received. */
  readonly hash: string;
}

const LIFETIME = 24n * 3600n;

/**
 * Accepts a request once: the same key with the same content finds the operation that was made, with other content it is
 * refused. Nothing is stored unless everything is. A request that the ledger has answered but this service has lost, as
 * after a restored database, is taken up again with the ledger's outcome.
 *
 * @throws Problem key-reused, request-in-progress, refused-by-ledger and whatever the command refuses
 */
export async function submit(context: Context, request: Request, prepare: () => Promise<Act>): Promise<OperationRow> {
  const { actor } = request;
  const id = operationId(context.manifest.chainId, actor.account, request.key);
  const known = await findOperation(context.db, id);
  if (known) return sameRequest(known, request);

  const act = await prepare();
  const state = await accountState(context, actor.account, id, actor.signer);
  if (actor.signer && !state.isSigner) {
    throw new Problem("not-ready", {
      detail: "the party's signers have just changed, and the change is being read: ask again",
    });
  }
  const intent: Intent = state.isConsumed
    ? await consumedIntent(context, actor.account, id, act)
    : {
        id,
        deadline: BigInt(Math.floor(context.now().getTime() / 1000)) + LIFETIME,
        gas: await gasFor(context, actor.account, act, state),
        epoch: state.epoch,
        calls: act.calls,
      };
  const domain = signingDomain(context.manifest, actor.account);
  const signature = state.isConsumed ? undefined : await signAs(context, actor, intentDigest(domain, intent));
  const signed = signature !== undefined && state.threshold === 1;
  // An intent that has its outcome is only waited for: see recall.
  const status = state.isConsumed ? "unknown" : signed ? "queued" : "awaiting_signatures";
  try {
    const accepted = await context.db.tx(async (q) => {
      await act.store?.(q, id);
      await insert(q, request, act, intent, state.threshold, status);
      if (signature) await addSignature(q, id, actor, signature);
      return required(await findOperation(q, id));
    });
    context.bell.ring();
    return accepted;
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    const winner = await findOperation(context.db, id);
    if (winner) return sameRequest(winner, request);
    throw new Problem("request-in-progress", { detail: "a like request is being accepted, ask again", cause: error });
  }
}

export async function addSignature(q: Queries, operation: Hash, actor: Actor, signature: Hex): Promise<void> {
  await q.query(
    "INSERT INTO core.signatures (operation_id, signer, signature, user_id, signed_at) VALUES ($1, $2, $3, $4, now())",
    [operation, actor.signer ?? null, signature, actor.userId],
  );
}

/** Signs with the key that the service keeps for the user; undefined when the user keeps its own. */
export async function signAs(context: Context, actor: Actor, digest: Hash): Promise<Hex | undefined> {
  if (!actor.signer || actor.custody !== "custodial") return undefined;
  const signer = await context.keystore.signerOf(actor.signer);
  return signer.sign(digest);
}

function sameRequest(row: OperationRow, request: Request): OperationRow {
  if (row.request_hash === request.hash) return row;
  throw new Problem("key-reused", {
    detail: "this Idempotency-Key was used for another request",
    extra: { operation: row.id },
  });
}

async function insert(
  q: Queries,
  request: Request,
  act: Act,
  intent: Intent,
  threshold: number,
  status: OperationStatus,
): Promise<void> {
  const stored: StoredIntent = { ...intent, deadline: String(intent.deadline), gas: String(intent.gas) };
  const { actor } = request;
  await q.query(
    `INSERT INTO core.operations (id, party_id, account, idempotency_key, method, path, request_hash, command, subject,
       status, intent, intent_hash, threshold, result, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, now(), now())`,
    [
      intent.id,
      actor.partyId,
      actor.account,
      request.key,
      request.method,
      request.path,
      request.hash,
      act.command,
      act.subject ?? null,
      status,
      json(stored),
      intentHash(intent),
      threshold,
      act.result ? json(act.result) : null,
      actor.userId,
    ],
  );
}

function required(row: OperationRow | undefined): OperationRow {
  if (!row) throw new Error("an operation just stored is not there");
  return row;
}
