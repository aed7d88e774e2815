import { intentDigest } from "../../chain/intents.ts";
import { signingDomain } from "../../chain/manifest.ts";
import { ChainError } from "../../chain/problem.ts";
import { recoverSigner } from "../../chain/signer.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { requireRole } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { operationFor } from "../queries/operations.ts";
import { accountState } from "./accountState.ts";
import { findOperation, isFinal } from "./row.ts";
import type { OperationRow } from "./row.ts";
import { signAs } from "./submit.ts";

/**
 * The checker approves: its signature joins the maker's. Approving twice changes nothing.
 *
 * @throws Problem forbidden, four-eyes, operation-not-open, bad-signature
 */
export async function approve(context: Context, actor: Actor, id: string): Promise<OperationRow> {
  requireRole(actor, "checker");
  const row = await ownOperation(context, actor, id);
  if (row.created_by === actor.userId) {
    throw new Problem("four-eyes", { detail: `${actor.userName} made this operation; another user has to approve it` });
  }
  const signature = await signAs(context, actor, digestOf(context, row));
  if (!signature) {
    throw new Problem("bad-signature", {
      detail: `${actor.userName} signs with an own key: hand in a signature over typedData instead`,
    });
  }
  return addSignature(context, row, actor, signature);
}

/**
 * Takes a signature made elsewhere, by any signer of the account.
 *
 * @throws Problem bad-signature, operation-not-open
 */
export async function submitSignature(
  context: Context,
  actor: Actor,
  id: string,
  signature: Hex,
): Promise<OperationRow> {
  requireRole(actor, "maker", "checker");
  return addSignature(context, await ownOperation(context, actor, id), actor, signature);
}

async function ownOperation(context: Context, actor: Actor, id: string): Promise<OperationRow> {
  const row = await operationFor(context.db, actor, id);
  if (row.account !== actor.account) throw new Problem("forbidden", { detail: "only the acting party's users sign" });
  return row;
}

async function addSignature(context: Context, row: OperationRow, actor: Actor, signature: Hex): Promise<OperationRow> {
  const signer = recovered(digestOf(context, row), signature);
  const { epoch, isSigner } = await accountState(context, row.account, row.id, signer);
  if (epoch !== row.intent.epoch) {
    throw new Problem("operation-not-open", {
      detail: "the party's signers have changed since the operation was made, which voids it: make it anew",
    });
  }
  if (!isSigner) {
    throw new Problem("bad-signature", { detail: `${signer} is not a signer of this account` });
  }
  const now = await context.db.tx(async (q) => {
    const [open] = await q.query<OperationRow>("SELECT * FROM core.operations WHERE id = $1 FOR UPDATE", [row.id]);
    const signed = await q.query("SELECT 1 FROM core.signatures WHERE operation_id = $1 AND signer = $2", [
      row.id,
      signer,
    ]);
    if (open && open.status !== "awaiting_signatures" && signed.length === 0) {
      const detail = isFinal(open.status) ? `the operation is ${open.status}` : "the operation has all its signatures";
      throw new Problem("operation-not-open", { detail });
    }
    if (signed.length === 0) {
      await q.query(
        "INSERT INTO core.signatures (operation_id, signer, signature, user_id, signed_at) VALUES ($1, $2, $3, $4, clock_timestamp())",
        [row.id, signer, signature, actor.userId],
      );
    }
    await q.query(
      `UPDATE core.operations SET status = 'queued'
        WHERE id = $1 AND status = 'awaiting_signatures'
          AND threshold <= (SELECT count(*) FROM core.signatures WHERE operation_id = $1)`,
      [row.id],
    );
    return (await findOperation(q, row.id)) ?? row;
  });
  context.bell.ring();
  return now;
}

function digestOf({ manifest }: Context, row: OperationRow): Hash {
  const intent = { ...row.intent, deadline: BigInt(row.intent.deadline), gas: BigInt(row.intent.gas) };
  return intentDigest(signingDomain(manifest, row.account), intent);
}

function recovered(digest: Hash, signature: Hex): Address {
  try {
    return recoverSigner(digest, signature);
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    throw new Problem("bad-signature", { detail: error.message, cause: error });
  }
}
