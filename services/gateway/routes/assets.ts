import { Type } from "typebox";

import { ASSET_KINDS } from "../../domain/ip/kind.ts";
import { actorIn } from "../auth/plugin.ts";
import {
  evidenced,
  recordContest,
  recordFees,
  recordRestraint,
  recordStage,
  recordTerm,
  rejectAsset,
  transferAsset,
} from "../commands/assets/acts.ts";
import type { Context } from "../context.ts";
import { assetHistory } from "../queries/assetHistory.ts";
import { assetFor, listAssets } from "../queries/assets.ts";
import { viewAssets } from "../queries/assetViews.ts";
import {
  Asset,
  ASSET_STATUSES,
  AssetHistory,
  ContestRecord,
  Evidence,
  FeesRecord,
  OwnershipTransfer,
  RestraintRecord,
  StageRecord,
  TermRecord,
} from "../schemas/asset.ts";
import { closed, IdParams, PageQuery, pageOf } from "../schemas/common.ts";
import { Reason } from "../schemas/servicing.ts";
import { actsOn } from "./actsOn.ts";
import { read } from "./app.ts";
import type { App } from "./app.ts";
import { HEX, NUMBER, pageFrom } from "./page.ts";

const tag = "assets";
const Listing = Type.Object(
  {
    ...PageQuery,
    status: Type.Optional(Type.Enum([...ASSET_STATUSES])),
    kind: Type.Optional(Type.Enum([...ASSET_KINDS])),
    office: Type.Optional(Type.String({ pattern: "^[A-Z]{2}$" })),
  },
  closed,
);

/** The register of intangible assets, beside registration itself. */
export function registerAssetRoutes(app: App, context: Context): void {
  const offer = actsOn(app, context, "/v1/assets", tag, IdParams);
  offer(
    "transfers",
    "Agree to new owners: all owners and the lenders of active liens do",
    OwnershipTransfer,
    transferAsset,
  );
  offer("verification", "The registrar confirms the entry", Evidence, evidenced("verify", "verify"));
  offer("rejection", "The registrar refuses an entry that was never verified", Reason, rejectAsset);
  offer("stage", "The registrar records how far the right has come", StageRecord, recordStage);
  offer("term", "The registrar records the end of the right's term", TermRecord, recordTerm);
  offer("fees", "The registrar records until when fees are paid", FeesRecord, recordFees);
  offer(
    "contests",
    "The registrar records proceedings to invalidate the right, or their end",
    ContestRecord,
    recordContest,
  );
  offer(
    "restraints",
    "The registrar records a dispute over ownership or a court's hold, or its end",
    RestraintRecord,
    recordRestraint,
  );
  offer("lapse", "The registrar records that the right has ended", Evidence, evidenced("expire", "expire"));
  offer(
    "invalidation",
    "The registrar records that the right was declared invalid",
    Evidence,
    evidenced("invalidate", "invalidate"),
  );
  offer(
    "restoration",
    "The registrar records that the right is in force again",
    Evidence,
    evidenced("restore", "restore"),
  );
  app.get(
    "/v1/assets",
    read({ tag, summary: "Assets one owns or has a lien on, newest first", answer: pageOf(Asset), query: Listing }),
    async (request) =>
      pageFrom(request.query, {
        key: [NUMBER, HEX],
        read: (page) => listAssets(context, actorIn(request), page, request.query),
        keyOf: (row) => [row.registered_block, row.id],
        view: (rows) => viewAssets(context, rows),
      }),
  );
  app.get("/v1/assets/:id", read({ tag, summary: "One asset", answer: Asset, params: IdParams }), async (request) => {
    const [view] = await viewAssets(context, [await assetFor(context, actorIn(request), request.params.id)]);
    return view;
  });
  app.get(
    "/v1/assets/:id/history",
    read({
      tag,
      summary: "Everything that happened to an asset and its liens",
      answer: AssetHistory,
      params: IdParams,
    }),
    async (request) => assetHistory(context, actorIn(request), request.params.id),
  );
}
