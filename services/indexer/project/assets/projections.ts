import type { AssetId, Hash } from "../../../domain/brand.ts";
import type { AssetStage, TermBasis } from "../../../domain/ip/kind.ts";
import type { RowOf } from "../../table/column.ts";
import type { assets as assetsTable } from "../../tables/assets.ts";
import type { Projection } from "../projection.ts";
import { projection } from "../projection.ts";
import { assetRegistered } from "./assetRegistered.ts";
import { ownersFrom } from "./owners.ts";
import type { OwnerArgs } from "./owners.ts";

type AssetChange = Partial<RowOf<typeof assetsTable.columns>>;

/** An event that changes columns of its asset and nothing else. */
// The event's name is all that ties its arguments to their type: a test plays every event through its projection.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
const recorded = <A extends object>(event: string, change: (args: A) => AssetChange): Projection =>
  projection<A & { readonly id: AssetId } & Record<string, never>>("Assets", event, {
    apply: ({ args }, { assets }) => {
      assets.change({ id: args.id }, change(args));
    },
  });

/** What the events of the asset register do to its rows. */
export const ASSET_PROJECTIONS: readonly Projection[] = [
  assetRegistered,
  recorded("AssetVerified", () => ({ status: "verified", wasVerified: true })),
  recorded("AssetRejected", () => ({ status: "rejected" })),
  recorded("AssetExpired", () => ({ status: "expired" })),
  recorded("AssetInvalidated", () => ({ status: "invalidated" })),
  recorded("AssetRestored", () => ({ status: "pending" })),
  recorded<{ owners: readonly OwnerArgs[]; title: bigint }>("OwnershipTransferred", ({ owners, title }) => ({
    status: "pending",
    owners: ownersFrom(owners),
    title,
  })),
  recorded<{ stage: AssetStage }>("StageRecorded", ({ stage }) => ({ stage })),
  recorded<{ term: { expiresAt: bigint; termBasis: TermBasis; source: Hash } }>("TermRecorded", ({ term }) => ({
    expiresAt: term.expiresAt,
    basis: term.termBasis,
    termSource: term.source,
  })),
  recorded<{ paidUntil: bigint }>("FeesRecorded", ({ paidUntil }) => ({ feesPaidUntil: paidUntil })),
  recorded<{ isContested: boolean }>("ContestRecorded", ({ isContested }) => ({ isContested })),
  recorded<{ isWithheld: boolean }>("RestraintRecorded", ({ isWithheld }) => ({ isWithheld })),
];
