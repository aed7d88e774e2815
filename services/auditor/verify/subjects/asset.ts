import type { Address, Hash } from "../../../domain/brand.ts";
import type { BundleOf } from "../../format/bundle.ts";
import { ASSET_EVENTS } from "../../format/histories/asset.ts";
import { historyReader } from "../../format/historyEvent.ts";
import { storedAsset } from "../../format/stored.ts";
import { replayAsset } from "../check/assetStatus.ts";
import { mustBeSame } from "../check/sameState.ts";
import { must } from "../problem.ts";
import type { Subject } from "./subject.ts";

export const readAssetEvent = historyReader(ASSET_EVENTS);

/** An asset with the liens on it. */
export function assetSubject({ subject, state, events }: BundleOf<"asset">): Subject<ReturnType<typeof storedAsset>> {
  return {
    called: "asset",
    keeper: "assets",
    readEvents: () =>
      events.map(readAssetEvent).map((event, at) => {
        must(event.subject === subject, `event ${at + 1} (${event.name}) belongs to asset ${event.subject}`);
        must(at > 0 || event.name === "AssetRegistered", `${event.name} cannot be the first event of an asset`);
        return event;
      }),
    stored: (ledger) => storedAsset(subject, ledger),
    checkState: (stored, read) => {
      mustBeSame(state, stored.state, "on the ledger");
      mustBeSame(state, replayAsset(read), "by what the events tell");
    },
    status: state.status,
    checkOrigin: (ledger, _stored, read) => {
      const by = read.findLast(({ name }) => name === "AssetRegistered")?.facts["by"] as Address;
      for (const account of [by, ...state.owners.map((owner) => owner.account)]) ledger.party(account);
      const word =
        state.status === "verified"
          ? "the registrar has verified it"
          : `${state.status}: the registrar does not vouch for it now`;
      return `registered by ${by}, an admitted party, as are all owners; ${word}`;
    },
    authorOf: ({ facts }) => facts["by"],
    isAnyones: () => false,
    rootOf: (read) =>
      read.findLast(({ name }) => name === "AssetRegistered")?.facts["documentRoot"] as Hash | undefined,
    currencyOf: () => null,
  };
}
