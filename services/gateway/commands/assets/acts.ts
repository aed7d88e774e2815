import type { Static } from "typebox";

import { ASSET_STAGES } from "../../../domain/ip/kind.ts";
import { statedTerm } from "../../../documents/assetRecord.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { assetFor } from "../../queries/assets.ts";
import type {
  ContestRecord,
  Evidence,
  FeesRecord,
  OwnershipTransfer,
  RestraintRecord,
  StageRecord,
  TermRecord,
} from "../../schemas/asset.ts";
import { callTo } from "../calls.ts";
import { saltedReference } from "../reference.ts";
import { ownersOnLedger } from "./owners.ts";
import { feesOnLedger, termOnLedger } from "./term.ts";

/** An act on an asset that the caller sees. */
async function onAsset(
  context: Context,
  actor: Actor,
  id: string,
  call: { readonly command: string; readonly name: string; readonly args: readonly unknown[] },
): Promise<Act> {
  await assetFor(context, actor, id);
  return {
    command: `asset.${call.command}`,
    subject: id,
    calls: [callTo(context, "assets", call.name, [id, ...call.args])],
    result: { asset: id },
  };
}

/** The registrar records an official fact that needs nothing but its evidence. */
export const evidenced =
  (command: string, name: string) =>
  (context: Context, actor: Actor, id: string, { evidence }: Static<typeof Evidence>): Promise<Act> =>
    onAsset(context, actor, id, { command, name, args: [evidence] });

/** The registrar refuses an entry that was never verified. */
export async function rejectAsset(context: Context, actor: Actor, id: string, body: { reason: string }): Promise<Act> {
  const why = saltedReference(actor.partyId, "asset-rejection", body.reason);
  const act = await onAsset(context, actor, id, { command: "reject", name: "reject", args: [why.hash] });
  return { ...act, store: why.store };
}

/** An owner, or a lender with an active lien, agrees to new owners. */
export async function transferAsset(
  context: Context,
  actor: Actor,
  id: string,
  { owners, document }: Static<typeof OwnershipTransfer>,
): Promise<Act> {
  const args = [await ownersOnLedger(context, owners), document];
  return onAsset(context, actor, id, { command: "transfer", name: "transfer", args });
}

export const recordStage = (
  context: Context,
  actor: Actor,
  id: string,
  { stage, evidence }: Static<typeof StageRecord>,
): Promise<Act> =>
  onAsset(context, actor, id, {
    command: "recordStage",
    name: "recordStage",
    args: [ASSET_STAGES.indexOf(stage), evidence],
  });

export const recordTerm = async (
  context: Context,
  actor: Actor,
  id: string,
  { basis, expiresOn, zone, evidence }: Static<typeof TermRecord>,
): Promise<Act> => {
  const term = termOnLedger(statedTerm({ basis, expiresOn }, "/expiresOn"), zone, evidence);
  return onAsset(context, actor, id, { command: "recordTerm", name: "recordTerm", args: [term] });
};

export const recordFees = async (
  context: Context,
  actor: Actor,
  id: string,
  { paidUntil, zone, evidence }: Static<typeof FeesRecord>,
): Promise<Act> =>
  onAsset(context, actor, id, {
    command: "recordFees",
    name: "recordFees",
    args: [feesOnLedger(paidUntil, zone, "/paidUntil"), evidence],
  });

export const recordContest = (
  context: Context,
  actor: Actor,
  id: string,
  { pending, evidence }: Static<typeof ContestRecord>,
): Promise<Act> =>
  onAsset(context, actor, id, { command: "recordContest", name: "recordContest", args: [pending, evidence] });

export const recordRestraint = (
  context: Context,
  actor: Actor,
  id: string,
  { withheld, evidence }: Static<typeof RestraintRecord>,
): Promise<Act> =>
  onAsset(context, actor, id, { command: "recordRestraint", name: "recordRestraint", args: [withheld, evidence] });
