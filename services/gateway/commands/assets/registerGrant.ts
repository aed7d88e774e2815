import { assetRecord } from "../../../documents/assetRecord.ts";
import { fieldsOfUsGrant } from "../../../documents/usptoFields.ts";
import { readUsGrant } from "../../../documents/usptoGrant.ts";
import type { UsGrant } from "../../../documents/usptoGrant.ts";
import { DomainError } from "../../../domain/problem.ts";
import { usTerm } from "../../../domain/ip/usTerm.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { Problem } from "../../problems/problem.ts";
import type { SuppliedWithGrant } from "../../schemas/asset.ts";
import type { OwnerInput } from "./owners.ts";
import { registerEntry } from "./register.ts";

/**
 * A US patent by its grant's XML. Who its owners are among the parties, and until when fees are paid, the grant does not say; a
 * term that a terminal disclaimer may have shortened is unknown until somebody states it.
 *
 * @throws Problem document-refused, missing-information, invalid-field, unknown-party
 */
export async function registerUsGrant(
  context: Context,
  actor: Actor,
  document: { readonly bytes: Uint8Array; readonly mediaType: string },
  supplied: SuppliedWithGrant,
): Promise<Act> {
  const grant = read(document);
  const { owners, feesPaidUntil, zone } = required(supplied);
  const { basis, expiresOn } = supplied;
  const derivedTerm = usTerm(grant.kind, grant);
  const record = assetRecord(
    { office: "US", kind: grant.kind, number: grant.number, kindCode: grant.kindCode, stage: "granted" },
    {
      source: fieldsOfUsGrant(grant),
      supplied: Object.entries(supplied).map(([name, value]) => ({ path: `supplied.${name}`, value })),
      derivedTerm,
      ...(basis === undefined ? {} : { term: { basis, expiresOn } }),
    },
  );
  return registerEntry(context, actor, {
    record,
    owners: ownersIn(owners),
    feesPaidUntil,
    zone,
    termSource: supplied.source ?? (basis === undefined ? `derived: ${derivedTerm?.rule ?? "nothing"}` : "supplied"),
    hasSameDayInvention: false,
    document,
    flags: grant.isDisclaimed ? ["terminal-disclaimer"] : [],
  });
}

function read({ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }): UsGrant {
  const charset = /;\s*charset="?([^";]*)"?/i.exec(mediaType)?.[1];
  try {
    return readUsGrant(bytes, charset?.toLowerCase());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { message, field, code } = error;
    throw new Problem("document-refused", { detail: message, field, extra: { reason: code }, cause: error });
  }
}

function required({ owners, feesPaidUntil, zone, basis, expiresOn }: SuppliedWithGrant) {
  const missing = Object.entries({ owners, feesPaidUntil, zone }).flatMap(([name, value]) => (value ? [] : [name]));
  if (expiresOn !== undefined && basis === undefined) missing.push("basis");
  if (owners !== undefined && feesPaidUntil !== undefined && zone !== undefined && missing.length === 0)
    return { owners, feesPaidUntil, zone };
  throw new Problem("missing-information", {
    detail: `the grant does not say: ${missing.join(", ")}; supply it as a query parameter`,
    extra: { missing },
  });
}

const ownersIn = (text: string): OwnerInput[] =>
  text.split(",").map((item) => {
    const [party = "", parts = ""] = item.split(":");
    return { party, parts: Number(parts) };
  });
