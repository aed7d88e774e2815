import type { AssetId, Hash } from "../../../domain/brand.ts";
import type { AssetKind, AssetStage, TermBasis } from "../../../domain/ip/kind.ts";
import { textIn, ZERO_HASH } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { ownersFrom } from "./owners.ts";
import type { OwnerArgs } from "./owners.ts";

/** A rejected entry may be registered anew: its history goes on. */
export const assetRegistered = projection<{
  id: AssetId;
  office: string;
  assetKind: AssetKind;
  number: Hash;
  stage: AssetStage;
  term: { expiresAt: bigint; termBasis: TermBasis; source: Hash };
  feesPaidUntil: bigint;
  hasSameDayInvention: boolean;
  owners: readonly OwnerArgs[];
  title: bigint;
  documentRoot: Hash;
}>("Assets", "AssetRegistered", {
  apply({ args, contract, block, at }, { assets }) {
    const { id, term } = args;
    const entry = {
      stage: args.stage,
      status: "pending",
      basis: term.termBasis,
      expiresAt: term.expiresAt,
      termSource: term.source,
      feesPaidUntil: args.feesPaidUntil,
      hasSameDayInvention: args.hasSameDayInvention,
      title: args.title,
      owners: ownersFrom(args.owners),
      documentRoot: args.documentRoot,
      registeredBlock: block,
      registeredAt: at,
    } as const;
    if (assets.find({ id })) {
      assets.change({ id }, entry);
      return;
    }
    assets.insert({
      id,
      contract: contract.address,
      office: args.office,
      kind: args.assetKind,
      number: textIn(args.number),
      isContested: false,
      isWithheld: false,
      wasVerified: false,
      seq: 0n,
      head: ZERO_HASH,
      ...entry,
    });
  },
});
