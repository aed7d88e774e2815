import type { Queries } from "../../store/database.ts";
import type { Columns } from "../table/column.ts";
import { Rows } from "../table/rows.ts";
import type { Table } from "../table/table.ts";
import { accountEvents } from "../tables/accountEvents.ts";
import { assetEvents } from "../tables/assetEvents.ts";
import { assets } from "../tables/assets.ts";
import { asks } from "../tables/asks.ts";
import { attestations } from "../tables/attestations.ts";
import { cashBalances } from "../tables/cashBalances.ts";
import { cashEntries } from "../tables/cashEntries.ts";
import { claimEvents } from "../tables/claimEvents.ts";
import { claims } from "../tables/claims.ts";
import { contracts } from "../tables/contracts.ts";
import { drawdownEvents } from "../tables/drawdownEvents.ts";
import { drawdownHoldings } from "../tables/drawdownHoldings.ts";
import { drawdownPayments } from "../tables/drawdownPayments.ts";
import { drawdowns } from "../tables/drawdowns.ts";
import { facilities } from "../tables/facilities.ts";
import { facilityDraws } from "../tables/facilityDraws.ts";
import { facilityEvents } from "../tables/facilityEvents.ts";
import { facilityIncomes } from "../tables/facilityIncomes.ts";
import { facilityLiens } from "../tables/facilityLiens.ts";
import { facilityLenders } from "../tables/facilityLenders.ts";
import { facilityNovations } from "../tables/facilityNovations.ts";
import { facilityVotes } from "../tables/facilityVotes.ts";
import { guaranteeLayers } from "../tables/guaranteeLayers.ts";
import { guaranteeShares } from "../tables/guaranteeShares.ts";
import { guarantees } from "../tables/guarantees.ts";
import { holdings } from "../tables/holdings.ts";
import { intents } from "../tables/intents.ts";
import { liens } from "../tables/liens.ts";
import { overrides } from "../tables/overrides.ts";
import { parties } from "../tables/parties.ts";
import { payouts } from "../tables/payouts.ts";
import { policies } from "../tables/policies.ts";
import { saleBids } from "../tables/saleBids.ts";
import { sales } from "../tables/sales.ts";
import { saleShares } from "../tables/saleShares.ts";
import { recoveries } from "../tables/recoveries.ts";
import { signers } from "../tables/signers.ts";
import { subjectEvents } from "../tables/subjectEvents.ts";
import { subjects } from "../tables/subjects.ts";
import { systems } from "../tables/systems.ts";
import { bids } from "../tables/bids.ts";
import { entrustments } from "../tables/entrustments.ts";
import { exposures } from "../tables/exposures.ts";
import { limits } from "../tables/limits.ts";
import { standingOffers } from "../tables/standingOffers.ts";
import { trades } from "../tables/trades.ts";

/** Every projected table, in no particular order: no row refers to another by foreign key. */
export const TABLES = {
  accountEvents,
  asks,
  attestations,
  assetEvents,
  assets,
  cashBalances,
  cashEntries,
  claimEvents,
  claims,
  contracts,
  drawdownEvents,
  drawdownHoldings,
  drawdownPayments,
  drawdowns,
  facilities,
  facilityDraws,
  facilityEvents,
  facilityLenders,
  facilityIncomes,
  facilityLiens,
  facilityNovations,
  facilityVotes,
  guaranteeLayers,
  guaranteeShares,
  guarantees,
  holdings,
  intents,
  liens,
  overrides,
  parties,
  payouts,
  policies,
  recoveries,
  saleBids,
  sales,
  saleShares,
  signers,
  subjectEvents,
  subjects,
  systems,
  bids,
  entrustments,
  exposures,
  limits,
  standingOffers,
  trades,
} as const;

type RowsOf<T> = T extends Table<infer C, infer K> ? Rows<C, K> : never;

/** The rows of one group of blocks, see {@link Rows}. */
export type Mirror = { readonly [N in keyof typeof TABLES]: RowsOf<(typeof TABLES)[N]> };

export function openMirror(): Mirror {
  const rows = Object.entries(TABLES).map(([name, table]) => [name, new Rows(table as Table<Columns, string>)]);
  return Object.fromEntries(rows) as Mirror;
}

export async function loadRows(mirror: Mirror, queries: Queries): Promise<void> {
  for (const rows of Object.values(mirror)) await rows.load(queries);
}

export async function flushRows(mirror: Mirror, queries: Queries): Promise<void> {
  for (const rows of Object.values(mirror)) await rows.flush(queries);
}
