import { checkDeployment } from "../chain/checkDeployment.ts";
import type { Manifest } from "../chain/manifest.ts";
import type { Rpc } from "../chain/rpc.ts";
import type { Database } from "../store/database.ts";
import { checkHeads, HISTORIES } from "./verify/heads.ts";
import { checkProjections } from "./verify/projections.ts";
import { checkBlocks } from "./verify/raw/blocks.ts";
import { checkLogs } from "./verify/raw/logs.ts";
import { checkTransactions } from "./verify/raw/transactions.ts";
import { Report } from "./verify/report.ts";
import type { Verification } from "./verify/report.ts";
import { runViewCheck } from "./verify/viewCheck.ts";
import type { ViewCheck } from "./verify/viewCheck.ts";
import { assets } from "./verify/views/assets.ts";
import { asks } from "./verify/views/asks.ts";
import { attestations } from "./verify/views/attestations.ts";
import { cashBalances } from "./verify/views/cashBalances.ts";
import { claims } from "./verify/views/claims.ts";
import { contracts } from "./verify/views/contracts.ts";
import { drawdownHoldings } from "./verify/views/drawdownHoldings.ts";
import { drawdowns } from "./verify/views/drawdowns.ts";
import { facilities } from "./verify/views/facilities.ts";
import { facilityIncomes } from "./verify/views/facilityIncomes.ts";
import { facilityLiens } from "./verify/views/facilityLiens.ts";
import { facilityLenders } from "./verify/views/facilityLenders.ts";
import { facilityVotes } from "./verify/views/facilityVotes.ts";
import { facilityWatches } from "./verify/views/facilityWatches.ts";
import { guaranteeLayers } from "./verify/views/guaranteeLayers.ts";
import { guarantees } from "./verify/views/guarantees.ts";
import { guaranteeShares } from "./verify/views/guaranteeShares.ts";
import { holdings } from "./verify/views/holdings.ts";
import { intents } from "./verify/views/intents.ts";
import { sales } from "./verify/views/sales.ts";
import { liens } from "./verify/views/liens.ts";
import { parties } from "./verify/views/parties.ts";
import { payouts } from "./verify/views/payouts.ts";
import { policies } from "./verify/views/policies.ts";
import { recoveries } from "./verify/views/recoveries.ts";
import { bids } from "./verify/views/bids.ts";
import { entrustments } from "./verify/views/entrustments.ts";
import { exposures } from "./verify/views/exposures.ts";
import { limits } from "./verify/views/limits.ts";
import { standingOffers } from "./verify/views/standingOffers.ts";
import { signers } from "./verify/views/signers.ts";
import { subjects } from "./verify/views/subjects.ts";
import { systems } from "./verify/views/systems.ts";

export type { Verification } from "./verify/report.ts";

const VIEWS: readonly ViewCheck[] = [
  asks,
  attestations,
  assets,
  cashBalances,
  claims,
  contracts,
  drawdownHoldings,
  drawdowns,
  facilities,
  facilityLenders,
  facilityVotes,
  facilityWatches,
  facilityIncomes,
  facilityLiens,
  sales,
  guaranteeLayers,
  guarantees,
  guaranteeShares,
  holdings,
  intents,
  liens,
  parties,
  payouts,
  policies,
  recoveries,
  bids,
  entrustments,
  exposures,
  limits,
  standingOffers,
  signers,
  subjects,
  systems,
];

export interface VerifyOptions {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly manifest: Manifest;
}

/**
 * Holds the mirror against the chain: state against the contracts' views, histories against their heads, raw blocks,
 * logs and calldata against the node, and every row against what the raw logs give when they are projected again. The
 * service may run meanwhile.
 * @returns every difference, none if all is well
 * @throws ChainError if the node serves another chain; RpcError, RpcNoAnswer; RebuildUnderWay
 */
export async function verify({ db, rpc, manifest }: VerifyOptions): Promise<Verification> {
  await checkDeployment(rpc, manifest);
  const report = new Report();
  for (const check of VIEWS) await runViewCheck(db, rpc, check, report);
  for (const history of HISTORIES) await checkHeads(db, history, report);
  await checkBlocks(db, rpc, report);
  await checkLogs(db, rpc, report);
  await checkTransactions(db, rpc, report);
  await checkProjections(db, manifest, report);
  return report.finish();
}
