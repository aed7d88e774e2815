import { createHash, randomBytes } from "node:crypto";

import { assetIdOf, letters, shortText } from "../../../chain/assetId.ts";
import type { AssetRecord } from "../../../documents/assetRecord.ts";
import type { Hash } from "../../../domain/brand.ts";
import { buildTree, saltsFrom } from "../../../domain/documentTree.ts";
import { ASSET_KINDS, ASSET_STAGES } from "../../../domain/ip/kind.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { sealForParty } from "../../secrets.ts";
import { callTo } from "../calls.ts";
import { saltedReference } from "../reference.ts";
import { ownersOnLedger } from "./owners.ts";
import type { OwnerInput } from "./owners.ts";
import { feesOnLedger, termOnLedger } from "./term.ts";

/** A record, whoever wrote it, with what the ledger needs besides. */
export interface Entry {
  readonly record: AssetRecord;
  readonly owners: readonly OwnerInput[];
  readonly feesPaidUntil: string;
  readonly zone: string;
  /** Where the last day of the term is stated. */
  readonly termSource: string;
  readonly hasSameDayInvention: boolean;
  /** As it was handed in. */
  readonly document: { readonly bytes: Uint8Array; readonly mediaType: string };
  /** What whoever relies on the asset should look at first. */
  readonly flags: readonly string[];
}

/** Asks the ledger to enter an asset, and keeps its record sealed. */
export async function registerEntry(context: Context, actor: Actor, entry: Entry): Promise<Act> {
  const { record, document, zone } = entry;
  const { office, kind, number, stage } = record;
  const asset = assetIdOf(office, kind, number);
  const sha256 = `0x${createHash("sha256").update(document.bytes).digest("hex")}`;
  const origin = [
    { path: "source.sha256", value: sha256 },
    { path: "source.mediaType", value: document.mediaType },
  ];
  const fields = [...record.fields, ...origin];
  const secret = randomBytes(32);
  const root = buildTree(fields, saltsFrom(secret)).root;
  const source = saltedReference(actor.partyId, "term-source", entry.termSource);
  const registration = {
    office: letters(office),
    kind: ASSET_KINDS.indexOf(kind),
    number: shortText(number),
    stage: ASSET_STAGES.indexOf(stage),
    term: termOnLedger(record.term, zone, source.hash),
    feesPaidUntil: feesOnLedger(entry.feesPaidUntil, zone, "/feesPaidUntil"),
    hasSameDayInvention: entry.hasSameDayInvention,
    owners: await ownersOnLedger(context, entry.owners),
    documentRoot: root,
  };
  const sealed = await sealForParty(context.keystore, actor.partyId, `document/${root}`, document.bytes);
  const tree = Buffer.from(JSON.stringify({ secret: secret.toString("hex"), fields, flags: entry.flags }));
  const sealedTree = await sealForParty(context.keystore, actor.partyId, `tree/${root}`, tree);
  return {
    command: "asset.register",
    subject: asset,
    calls: [callTo(context, "assets", "register", [registration])],
    result: {
      asset,
      documentRoot: root satisfies Hash,
      stage,
      stageReason: record.stageReason ?? null,
      flags: entry.flags,
    },
    store: async (q) => {
      await source.store(q);
      await q.query(
        `INSERT INTO core.documents (root, party_id, media_type, sha256, ciphertext, tree_ciphertext, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, now())`,
        [root, actor.partyId, document.mediaType, sha256, sealed, sealedTree],
      );
    },
  };
}
