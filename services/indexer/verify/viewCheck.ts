import type { Result } from "ethers";
import type { Rpc } from "../../chain/rpc.ts";
import type { View } from "../../chain/view.ts";
import type { Database } from "../../store/database.ts";
import { callViews } from "./callViews.ts";
import { differencesOf } from "./difference.ts";
import type { Pair } from "./difference.ts";
import { keyOf, pagesOf } from "./pages.ts";
import type { RowKey } from "./pages.ts";
import type { Report } from "./report.ts";

/** How the rows of a table are held against what the contracts themselves answer. */
export interface ViewCheck<R extends object = object> {
  readonly table: string;
  readonly key: RowKey;
  /** All rows, unordered, with the columns that the key names. */
  readonly sql: string;
  readonly views: (row: R) => readonly View[];
  /** @param answers of the views, in their order */
  readonly compare: (row: R, answers: readonly Result[]) => readonly Pair[];
}

export const viewCheck = <R extends object>(check: ViewCheck<R>): ViewCheck => check as unknown as ViewCheck;

const PAGE = 200;

export async function runViewCheck(db: Database, rpc: Rpc, check: ViewCheck, report: Report): Promise<void> {
  const { table, key, sql } = check;
  for await (const { block, rows } of pagesOf(db, sql, key, PAGE)) {
    const views = rows.map((row) => check.views(row));
    const answers = await callViews(rpc, views.flat(), block);
    let at = 0;
    const differences = rows.flatMap((row, index) => {
      const own = answers.slice(at, (at += views[index]?.length ?? 0));
      return differencesOf(table, keyOf(row, key), block, check.compare(row, own));
    });
    report.add(table, rows.length, block, differences);
  }
}
