import type { Static } from "typebox";

import { shortText } from "../../../chain/assetId.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { Problem } from "../../problems/problem.ts";
import { lienFor } from "../../queries/liens.ts";
import type { Activation, Enforcement, Release } from "../../schemas/lien.ts";
import { ownersOnLedger } from "../assets/owners.ts";
import { callTo } from "../calls.ts";
import { saltedReference } from "../reference.ts";

/** An act on a lien that the caller sees. */
async function onLien(
  context: Context,
  actor: Actor,
  id: string,
  name: string,
  args: readonly unknown[] = [],
): Promise<Act> {
  const lien = await lienFor(context, actor, id);
  return {
    command: `lien.${name}`,
    subject: lien.asset_id,
    calls: [callTo(context, "assets", name, [id, ...args])],
    result: { lien: id, asset: lien.asset_id },
  };
}

export const consentToLien = (context: Context, actor: Actor, id: string): Promise<Act> =>
  onLien(context, actor, id, "consent");

/** An owner or the lender gives up, or the registrar refuses; the reason is kept here, its hash on the ledger. */
export const endingWithReason =
  (name: "withdraw" | "refuse") =>
  async (context: Context, actor: Actor, id: string, body: { reason: string }): Promise<Act> => {
    const why = saltedReference(actor.partyId, `lien-${name}`, body.reason);
    return { ...(await onLien(context, actor, id, name, [why.hash])), store: why.store };
  };

export async function activateLien(
  context: Context,
  actor: Actor,
  id: string,
  body: Static<typeof Activation>,
): Promise<Act> {
  const officialAt = BigInt(Math.floor(instant(body.officialAt) / 1000));
  const entry = {
    register: shortText(body.register),
    number: shortText(body.number),
    officialAt,
    sequence: body.sequence,
    documentHash: body.document,
  };
  return onLien(context, actor, id, "activate", [entry]);
}

export const releaseLien = (
  context: Context,
  actor: Actor,
  id: string,
  { document }: Static<typeof Release>,
): Promise<Act> => onLien(context, actor, id, "release", [document]);

export async function enforceLien(
  context: Context,
  actor: Actor,
  id: string,
  { owners, discharged, evidence }: Static<typeof Enforcement>,
): Promise<Act> {
  return onLien(context, actor, id, "enforce", [await ownersOnLedger(context, owners), discharged, evidence]);
}

function instant(text: string): number {
  const milliseconds = Date.parse(text);
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new Problem("invalid-field", { detail: "there is no such instant", field: "/officialAt" });
}
