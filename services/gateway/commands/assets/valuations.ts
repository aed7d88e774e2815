import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { Problem } from "../../problems/problem.ts";
import { attestationFor } from "../../queries/attestations.ts";
import type { NewValuation } from "../../schemas/valuation.ts";
import { attest, revoke } from "../attestations.ts";

/** An appraiser values an asset. @throws Problem not-found, invalid-field; issuer-not-admitted comes from the ledger */
export async function valueAsset(context: Context, actor: Actor, id: string, body: NewValuation): Promise<Act> {
  const { standard, approach, premise, value, date, validUntil, zone, report } = body;
  const act = await attest(context, actor, {
    kind: "valuation",
    subject: { type: "asset", id },
    date,
    validUntil,
    ...(zone !== undefined && { zone }),
    value,
    document: report,
    details: { standard, approach, premise },
  });
  return { ...act, command: "asset.value", result: { asset: id } };
}

/** Its appraiser withdraws a valuation, or the registrar strikes it. @throws Problem not-found */
export async function revokeValuation(
  context: Context,
  actor: Actor,
  { id, valuation }: { readonly id: string; readonly valuation: string },
  body: { reason: string },
): Promise<Act> {
  const { subject, kind } = await attestationFor(context, actor, valuation);
  if (subject !== id || kind !== "valuation")
    throw new Problem("not-found", { detail: "the asset has no such valuation" });
  return revoke(context, actor, valuation, body);
}
