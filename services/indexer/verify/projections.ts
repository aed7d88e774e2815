import type { Manifest } from "../../chain/manifest.ts";
import type { Database } from "../../store/database.ts";
import { logSource } from "../rebuild/logSource.ts";
import { rebuildFrom } from "../rebuild/rebuildFrom.ts";
import type { RowDifference } from "../rebuild/difference.ts";
import type { Difference } from "./difference.ts";
import type { Report } from "./report.ts";

/** Projects the retained logs again, beside the mirror, and compares every column of every row. */
export async function checkProjections(db: Database, manifest: Manifest, report: Report): Promise<void> {
  const { block, tables, differences } = await rebuildFrom(db, manifest, logSource(db), { replace: false });
  if (block === undefined) return;
  for (const { table, rows } of tables) {
    const own = differences.filter((difference) => difference.table === table);
    report.add(
      `projected ${table}`,
      rows,
      BigInt(block),
      own.flatMap((difference) => columnsOf(difference, block)),
    );
  }
}

/** One difference for each column, or for the row when one side has none. */
function columnsOf({ table, key, mirror, rebuilt }: RowDifference, block: number): Difference[] {
  const [ours, theirs] = [read(mirror), read(rebuilt)];
  if (!ours || !theirs) return [{ table, key, what: "the row", mirror, chain: rebuilt, block }];
  return Object.keys(theirs).flatMap((what) => {
    const [mine, other] = [JSON.stringify(ours[what]), JSON.stringify(theirs[what])];
    return mine === other ? [] : [{ table, key, what, mirror: mine, chain: other, block }];
  });
}

const read = (row: string | null): Record<string, unknown> | undefined =>
  row === null ? undefined : (JSON.parse(row) as Record<string, unknown>);
