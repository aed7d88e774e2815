import { assetRecord } from "../../../documents/assetRecord.ts";
import type { DocumentField } from "../../../domain/documentTree.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { Problem } from "../../problems/problem.ts";
import type { NewAsset } from "../../schemas/asset.ts";
import { registerEntry } from "./register.ts";

/**
 * An asset as its owner describes it: everything is supplied, and marked so.
 *
 * @throws Problem invalid-field, missing-information, unknown-party
 */
export async function registerAssetJson(context: Context, actor: Actor, body: NewAsset): Promise<Act> {
  if (body.kind === "utility-model" && body.sameDayInvention === undefined) {
    const detail = "of a utility model it has to be said whether a patent was applied for on the same day";
    throw new Problem("missing-information", { detail, extra: { missing: ["sameDayInvention"] } });
  }
  const identity = { ...body, hasUnitaryEffect: body.unitaryEffect };
  const record = assetRecord(identity, { source: [], supplied: suppliedFields(body), term: body.term });
  return registerEntry(context, actor, {
    record,
    owners: body.owners,
    feesPaidUntil: body.feesPaidUntil,
    zone: body.zone,
    termSource: body.term.source ?? "supplied by the registrant",
    hasSameDayInvention: body.sameDayInvention === true,
    document: { bytes: Buffer.from(JSON.stringify(body)), mediaType: "application/json" },
    flags: [],
  });
}

function suppliedFields({ owners, term, classes = [], ...single }: NewAsset): DocumentField[] {
  const plain = Object.entries({ ...single, ...prefixed("term", term) });
  return [
    ...plain.map(([name, value]) => ({ path: `supplied.${name}`, value: String(value) })),
    ...owners.flatMap(({ party, parts }, at) => [
      { path: `supplied.owners[${at}].party`, value: party },
      { path: `supplied.owners[${at}].parts`, value: String(parts) },
    ]),
    ...classes.map((value, at) => ({ path: `supplied.classes[${at}]`, value })),
  ];
}

const prefixed = (prefix: string, values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value as unknown]));
